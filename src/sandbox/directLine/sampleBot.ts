/** Contoso Assistant, a bot in the manner of Copilot Studio: what it remembers, what it answers. Pure. */
import { type Show, showsFrom } from './sampleBotShows';
import { type Answer, resultWords, topicOf } from './sampleBotTopics';

export interface BotMemory {
  phrases: string[];
  topics: string[];
  /** What it captured, by name: strings, numbers, choices, lists. */
  variables: Record<string, unknown>;
  /** What it asked and waits for. */
  asked: 'orderNumber' | null;
  /** Global variables the desk set with `pvaSetContext`. */
  context: Record<string, unknown>;
  /** How the handoff ended, until it was mentioned. */
  news: boolean;
}

export interface BotTurn {
  memory: BotMemory;
  /** Activities without id, time and conversation: the channel adds those. */
  says: Record<string, unknown>[];
}

export interface SampleBot {
  /** The bot as it signs its messages. */
  readonly from: { id: string; name: string; role: 'bot' };
  answer(memory: BotMemory, activity: Record<string, unknown>, conversationId: string): BotTurn;
}

export const NO_MEMORY: BotMemory = { phrases: [], topics: [], variables: {}, asked: null, context: {}, news: false };

/** Copilot Studio signs the handoff event with another id and name than the bot's messages. */
const SCHEMA = { id: 'f074b91b-2c5d-4f0e-9a51-6f1f0c5f7b21', name: 'contoso_assistant', role: 'bot' };

/** @param samplesAt where what it shows is kept, without a trailing slash */
export function createSampleBot(name = 'Contoso Assistant', samplesAt = 'https://samples.contoso.example'): SampleBot {
  const shows = showsFrom(samplesAt);
  const from = { id: 'contoso-assistant@Hq3YtR9', name, role: 'bot' } as const;
  return {
    from,
    answer(memory, activity, conversationId) {
      if (activity.type === 'event') return onEvent(memory, activity);
      if (activity.type !== 'message') return { memory, says: [] };
      return onMessage(memory, activity, conversationId, shows);
    },
  };
}

function onEvent(memory: BotMemory, activity: Record<string, unknown>): BotTurn {
  if (activity.name === 'pvaSetContext' && typeof activity.value === 'object' && activity.value !== null) {
    const context = { ...memory.context, ...activity.value };
    return { memory: { ...memory, context, news: 'handoffResult' in activity.value || memory.news }, says: [] };
  }
  if (activity.name === 'startConversation') {
    const answer = topicOf('hello', memory);
    return { memory: { ...memory, news: false }, says: withNews(memory, answer) };
  }
  return { memory, says: [] };
}

function onMessage(
  memory: BotMemory,
  activity: Record<string, unknown>,
  conversationId: string,
  shows: readonly Show[],
): BotTurn {
  const value = typeof activity.value === 'object' && activity.value !== null ? activity.value : null;
  const text = typeof activity.text === 'string' ? activity.text.trim() : '';
  const phrases = text ? [...memory.phrases, text].slice(-50) : memory.phrases;
  const answer = topicOf(text, { ...memory, phrases }, value as Record<string, unknown> | null, shows);
  const files = filesOf(activity);
  const seen = { type: 'message', textFormat: 'markdown', text: `Thank you, I have **${files.join('**, **')}**.` };
  // Names in brackets are how a file is told to bots that read words only.
  const isFileAlone = files.length > 0 && text.replace(/\[[^\]]*\]/g, '').trim() === '';
  const says = isFileAlone ? [seen] : [...(files.length > 0 ? [seen] : []), ...withNews(memory, answer)];
  const next: BotMemory = {
    ...memory,
    phrases,
    topics: answer.topic ? [...memory.topics, answer.topic].slice(-50) : memory.topics,
    variables: { ...memory.variables, ...answer.captured },
    asked: answer.asks ?? null,
    news: false,
  };
  return {
    memory: next,
    says: answer.handoff ? [...says, handoffEvent(next, answer.handoff, activity, conversationId)] : says,
  };
}

/** The first answer after a handoff says how it ended. */
function withNews(memory: BotMemory, answer: Answer): Record<string, unknown>[] {
  if (!memory.news || answer.topic === 'What happened') return answer.says;
  const news = { type: 'message', textFormat: 'markdown', text: `Welcome back. ${resultWords(memory.context)}` };
  return answer.topic === 'Greeting' ? [{ ...answer.says[0], ...news }] : [news, ...answer.says];
}

/** The channel attaches the transcript. */
function handoffEvent(
  memory: BotMemory,
  agentMessage: string,
  cause: Record<string, unknown>,
  conversationId: string,
): Record<string, unknown> {
  return {
    type: 'event',
    name: 'handoff.initiate',
    from: SCHEMA,
    entities: [],
    value: {
      va_Scope: 'bot',
      va_LastTopic: memory.topics.at(-1) ?? '',
      va_Topics: memory.topics,
      va_LastPhrase: memory.phrases.at(-1) ?? '',
      va_Phrases: memory.phrases,
      va_ConversationId: conversationId,
      va_AgentMessage: agentMessage,
      va_BotId: SCHEMA.id,
      va_BotName: SCHEMA.name,
      va_Language: typeof cause.locale === 'string' ? cause.locale.replace(/^./, (c) => c.toUpperCase()) : 'En-US',
      ...memory.variables,
    },
    replyToId: cause.id,
    relatesTo: {
      activityId: cause.id,
      user: cause.from,
      conversation: { id: conversationId },
      channelId: 'directline',
    },
  };
}

function filesOf({ attachments }: Record<string, unknown>): string[] {
  if (!Array.isArray(attachments)) return [];
  return (attachments as { name?: unknown }[]).map(({ name }) => (typeof name === 'string' ? name : 'a file'));
}
