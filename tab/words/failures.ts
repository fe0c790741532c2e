/** What makes bots fail: groups of what customers said last, or of topics. */
import { plural } from './language';

/** As the reader's own language writes it. */
const number = (value: number): string => value.toLocaleString();

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
