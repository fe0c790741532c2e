/** What makes bots fail: groups of what customers said last, or of topics. */
import { rateWords } from './botFigures';
import { number, plural } from './language';

/** A tenth of a hundredth: less is never shown as none. */
const LEAST = 0.001;
/** 0.21 is 0.01 more than 0.2, whatever floating point makes of it. */
const EPSILON = 1e-6;

/** What share of a bot's chats it is. */
export const ofChatsWords = (share: number): string =>
  failureWords.ofChats({ percent: share > 0 && share < LEAST ? failureWords.little : rateWords(share) });

/** The share beside the one before, in words. */
export function shareTrendWords({ share, previous }: { share: number; previous: number | null }): string {
  if (previous === null) return failureWords.noShareBefore;
  if (share === previous) return failureWords.sameShare;
  if (previous === 0) return failureWords.fresh;
  const by = Math.abs(share - previous);
  const points =
    by < LEAST ? failureWords.littleBy : failureWords.points({ points: Math.floor(by * 1_000 + EPSILON) / 10 });
  return share > previous ? failureWords.pointsMore({ points }) : failureWords.pointsFewer({ points });
}

export const failureWords = {
  list: 'What bots could not help with',
  failed: 'What makes bots fail did not load',
  loading: 'Loading what makes bots fail',
  by: 'Grouped by',
  kinds: { phrase: 'Last phrases', topic: 'Topics' },
  bot: 'Bot',
  anyBot: 'All bots',
  onlyTopic: ({ topic }: { topic: string }) => `Topic: ${topic}`,
  cut: ({ from }: { from: string }) =>
    `There is more than can be compared at once, so this begins on ${from}. Choose a queue or a bot for all of it.`,
  total: ({ total }: { total: number }) =>
    plural(total, { one: '1 request in all.', other: `${number(total)} requests in all.` }),
  /** Where a queue is chosen, or only some are managed: figures count by another queue. */
  ofQueue: 'Of a queue this counts what is in it now, wherever it came in; Over time counts what was opened in it.',
  how: 'Phrases are alike when at least half of the words that say something are in both. One that is alike to two groups counts in both.',
  nothing: 'Nothing was handed over in this time',
  noneNamed: {
    phrase: 'Bots said nothing of what customers wrote last',
    topic: 'Bots named no topic',
  },
  tryOther: 'Choose a longer time, another queue or another bot.',
  others: ({ count }: { count: number }) =>
    plural(count, {
      one: '1 request is in none of these groups.',
      other: `${number(count)} requests are in none of these groups.`,
    }),
  unnamed: {
    phrase: ({ count }: { count: number }) =>
      plural(count, { one: '1 came without a last phrase.', other: `${number(count)} came without a last phrase.` }),
    topic: ({ count }: { count: number }) =>
      plural(count, { one: '1 came without a topic.', other: `${number(count)} came without a topic.` }),
  },

  quoted: ({ phrase }: { phrase: string }) => `“${phrase}”`,
  requests: ({ count }: { count: number }) => plural(count, { one: '1 request', other: `${number(count)} requests` }),
  openHistory: ({ name, words }: { name: string; words: string }) => `${name}: ${words}. Show these in the history`,
  share: ({ share }: { share: number }) => (share < 0.01 ? 'under 1 % of all' : `${Math.round(share * 100)} % of all`),
  more: ({ by }: { by: number }) => `${number(by)} more than before`,
  fewer: ({ by }: { by: number }) => `${number(by)} fewer than before`,
  same: 'as many as before',
  fresh: 'new: none before',
  notCompared: 'before: too many to compare',
  ofChats: ({ percent }: { percent: string }) => `${percent} of its chats`,
  ofChatsMeaning: ({ count, chats }: { count: number; chats: number }) =>
    `${number(count)} of ${number(chats)} chats with this bot ended with one of these`,
  little: 'less than 0.1 %',
  pointsMore: ({ points }: { points: string }) => `${points} more than before`,
  pointsFewer: ({ points }: { points: string }) => `${points} fewer than before`,
  points: ({ points }: { points: number }) => plural(points, { one: '1 point', other: `${number(points)} points` }),
  littleBy: 'less than 0.1 points',
  sameShare: 'the same share as before',
  noShareBefore: 'its chats before are not known',
  chats: {
    notReported: 'its chats were not reported',
    notCounted: 'its chats were not counted yet',
    none: 'no chats are known of these hours',
  },
  hoursReported: ({ bot, known, of }: { bot: string; known: number; of: number }) =>
    `Of ${bot}, ${number(known)} of ${number(of)} hours were reported; shares of its chats are of these hours.`,
  hoursCounted: ({ bot, known, of }: { bot: string; known: number; of: number }) =>
    `Of ${bot}, chats are counted for ${number(known)} of ${number(of)} hours; shares of its chats are of these hours.`,
  asksForPerson: 'Asks for a person',
  asksForPersonMeaning: 'It says that somebody wanted a person, not what the bot could not do.',
  bots: 'Bots',
  ended: 'Ended',
  resolved: 'Resolved',
  abandoned: 'Abandoned',
  open: 'Still open',
  ownOutcome: 'in the agent’s own words',
  noOutcome: 'without an outcome',
  counted: ({ name, count }: { name: string; count: number }) => `${name} ${number(count)}`,
  examples: 'Also said',
  phrasesOf: 'Its last phrases',

  helped: 'What helped',
  helpedWith: ({ name }: { name: string }) => `What helped with ${name}`,
  answersFailed: 'What helped did not load',
  answersLoading: 'Loading what helped',
  handling: ({ median, ninety }: { median: string; ninety: string }) =>
    `Half of the agents had it no longer than ${median}, 9 of 10 no longer than ${ninety}.`,
  nobodyHad: 'No agent has finished one of these yet.',
  noGoodEnd: 'None of these has ended well yet: resolved, not rated badly, and the customer not back within a day.',
  noAnswer: 'Agents wrote nothing here that they do not write everywhere.',
  answersIn: ({ goodEnds }: { goodEnds: number }) =>
    plural(goodEnds, {
      one: 'What agents wrote in the one that ended well:',
      other: `What agents wrote in the newest ${number(goodEnds)} that ended well, what most of them wrote first:`,
    }),
  writtenIn: ({ count }: { count: number }) =>
    plural(count, { one: 'in 1 chat', other: `in ${number(count)} chats, much alike` }),
  goTo: ({ chat, agent }: { chat: number; agent: string }) => `#${chat}, ${agent}: open at this line`,
  export: 'Export…',
  exportTitle: 'Export for the author of a bot',
  exportWhat:
    'One row for each group that is shown: how often, what else was said, how it ended, and what agents wrote that helped.',

  moreGroups: 'There are more groups; these are the largest.',
};
