/** How bots do: how many chats they had, and how those ended. */
import { figureWords, shareWords } from './figures';
import { number, plural } from './language';

const NEAR = 0.1;

/** Rounded down, near none and near all to a tenth: 3 of 1,000 are not none, and 997 are not all. */
export function rateWords(rate: number | null): string {
  if (rate === null) return figureWords.none;
  const isNear = (rate > 0 && rate < NEAR) || (rate > 1 - NEAR && rate < 1);
  return isNear ? figureWords.percent({ percent: Math.floor(rate * 1_000) / 10 }) : shareWords(rate);
}

export const botFigureWords = {
  title: 'How bots do',
  failed: 'The figures of bots did not load',
  loading: 'Loading how bots do',
  about:
    'Chats with bots that ended on these days, whether or not they were handed over. A chat ends with the handoff, when the bot ends it, or when the customer goes quiet for half an hour; it counts in that hour.',
  since: ({ when }: { when: string }) => `The desk counts chats since ${when}; of the time before nothing is known.`,
  ofQueue: 'A chat with a bot has no queue. Choose all queues to see how bots do.',
  bot: 'Bot',
  anyBot: 'All bots',
  noBots: 'There are no bots yet',
  notKnown: 'Nothing is known of these days',
  howToReport:
    'The desk sees the chats of Copilot Studio agents on Direct Line. Of other bots it sees handoffs only, until their author reports how many chats there were.',
  leftOut: ({ count }: { count: number }) =>
    plural(count, {
      one: '1 bot has reported nothing, and is in no total.',
      other: `${number(count)} bots have reported nothing, and are in no total.`,
    }),

  chats: 'Chats with bots',
  escalated: 'Handed over',
  resolved: 'Resolved',
  gaveUp: 'Gave up',
  unknown: 'Not known how',
  escalationRate: 'Escalation rate',
  deflection: 'Deflection',
  resolvedRate: 'Resolved',
  gaveUpRate: 'Gave up',
  meanings: {
    chats:
      'From the customer’s first words to the bot, after half an hour without any of theirs, to the end. Behind an agent, or behind the bot’s end, another begins.',
    escalationRate: 'Handed over ÷ chats. Each request of these bots is one; tests of connections do not count.',
    deflection:
      'Not handed over ÷ chats. Resolved: the bot said so, or the customer confirmed it. Gave up: nobody said that the customer was helped; they went quiet or were left unanswered. A bot its customers give up on deflects as many as a good one, so look at the parts.',
  },
  chatsHandedOver: ({ count }: { count: number }) => `of ${number(count)} chats`,
  part: ({ count, share }: { count: number; share: string }) => `${number(count)} (${share})`,
  count: number,

  chart: 'How chats with bots ended',
  legend: 'From the bottom up:',
  columns: { step: { day: 'Day', month: 'Month' }, bot: 'Bot', source: 'Known' },
  rateBefore: 'Rate before',
  table: 'Each bot',
  sources: {
    counted: 'counted by the desk',
    notCounted: 'not counted yet on these days',
    notReported: 'not reported',
  },
  reported: ({ known, of }: { known: number; of: number }) =>
    known >= of ? 'reported' : `reported: ${number(known)} of ${number(of)} hours`,
  more: 'There are more; these are the busiest.',
};
