/** A bot that says what a test tells it to, whatever it hears. */
import { NO_MEMORY, type SampleBot } from '../../src/sandbox/directLine/sampleBot';

export interface ScriptedBot extends SampleBot {
  /** What it says next, an answer at a time. */
  script: Record<string, unknown>[][];
  /** Every message it was sent. */
  heard: Record<string, unknown>[];
}

export function scriptedBot(): ScriptedBot {
  const bot: ScriptedBot = {
    from: { id: 'scripted-bot', name: 'Contoso Assistant', role: 'bot' },
    script: [],
    heard: [],
    answer(_memory, activity) {
      if (activity.type !== 'message') return { memory: NO_MEMORY, says: [] };
      bot.heard.push(activity);
      return { memory: NO_MEMORY, says: bot.script.shift() ?? [] };
    },
  };
  return bot;
}
