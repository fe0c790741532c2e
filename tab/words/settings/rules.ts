/** Settings: routing rules. */
import type { ReactNode } from 'react';
import { listed, plural, rich } from '../language';

export const rulesWords = {
  title: 'Routing rules',
  lead: 'The first rule that holds decides where a chat waits, how urgent it is and whom it needs.',
  loading: 'Loading routing rules',
  failed: 'The routing rules did not load',
  empty: 'No rules',
  emptyMeans: 'Every chat goes to its bot’s own queue, or to the default queue.',
  ifNoneMatches: 'If no rule matches: the bot’s own queue, then the default queue.',
  saved: 'The routing rules are saved. They hold from the next chat on.',
  save: 'Save rules',
  discard: 'Discard changes',

  behind: ({ name }: { name: string }) =>
    `${name} saved the rules after you opened them. Yours are still here and not saved.`,
  behindWhen: ({ name, when }: { name: string; when: string }) =>
    `${name} saved the rules ${when}, after you opened them. Yours are still here and not saved.`,
  somebody: 'Somebody',
  added: ({ rules }: { rules: string[] }) => `Added: ${listed(rules)}`,
  removed: ({ rules }: { rules: string[] }) => `Removed: ${listed(rules)}`,
  changed: ({ rules }: { rules: string[] }) => `Changed: ${listed(rules)}`,
  changedOrder: 'Changed the order',
  quoted: ({ name }: { name: string }) => `“${name}”`,

  list: {
    movedTo: ({ name, place, count }: { name: string; place: number; count: number }) =>
      `${name} is now ${place} of ${count}`,
    to: ({ queue }: { queue: string }) => `to ${queue}`,
    toDeleted: 'to a queue that was deleted',
    needs: ({ skill }: { skill: string }) => `needs ${skill}`,
    off: 'Off',
    queueDeleted: 'Does not apply: its queue was deleted',
    up: ({ name }: { name: string }) => `Move ${name} up`,
    down: ({ name }: { name: string }) => `Move ${name} down`,
    isOn: ({ name }: { name: string }) => `${name} is on`,
  },

  editor: {
    addTitle: 'Add a rule',
    editTitle: 'Edit the rule',
    when: 'When',
    whenHint: "For example: topic == 'Billing' && amount > 100",
    mistakeAt: ({ character, reason }: { character: number; reason: string }) => `At character ${character}: ${reason}`,
    canBeRead: 'This can be read.',
    sendTo: 'Send to',
    chooseQueue: 'Choose a queue',
    queueMissing: 'Choose a queue.',
    priority: 'Priority',
    priorityHint: 'The more urgent wait before the others.',
    skill: 'Required skill',
    skillHint: 'Such as: French, refunds. Leave it empty when anybody will do.',
    help: 'What a condition may use',
    captured: ({ example }: { example: ReactNode }) => rich`captured by a bot, lately ${example}`,
    texts: "Texts stand between straight quotes, 'like this'.",
    functions: 'Functions',
  },

  builder: {
    title: 'Conditions',
    cannot: 'This condition says more than fields and values can show. Change it below.',
    fieldNumbered: ({ number }: { number: number }) => `Field ${number}`,
    signNumbered: ({ number }: { number: number }) => `How field ${number} is compared`,
    valueNumbered: ({ number }: { number: number }) => `Value ${number}`,
    removeNumbered: ({ number }: { number: number }) => `Remove condition ${number}`,
    chooseField: 'Choose a field',
    fromBots: 'Captured by bots',
    ofTheChat: 'Of the chat',
    captured: ({ name, example }: { name: string; example: string }) => `${name}, such as ${example}`,
    about: ({ name, about }: { name: string; about: string }) => `${name}: ${about}`,
    signs: {
      '==': 'is',
      '!=': 'is not',
      contains: 'contains',
      startsWith: 'begins with',
      '>': 'is more than',
      '>=': 'is at least',
      '<': 'is less than',
      '<=': 'is at most',
      exists: 'is known',
    },
    add: 'Add a condition',
    joined: 'How many of them must hold',
    all: 'all of them',
    any: 'any of them',
  },

  dryRun: {
    start: 'Try on the last',
    busy: 'Trying…',
    howMany: 'How many chats to try',
    chats: ({ count }: { count: number }) => plural(count, { one: `${count} chat`, other: `${count} chats` }),
    nothingToTry: 'There is no chat yet to try the rules on.',
    allTheSame: ({ tried }: { tried: number }) =>
      plural(tried, {
        one: 'The last one would have gone where it went.',
        other: `All of the last ${tried} would have gone where they went.`,
      }),
    different: ({ changed, tried }: { changed: number; tried: number }) =>
      plural(tried, {
        one: 'The last one would have gone differently.',
        other: `${changed} of the last ${tried} would have gone differently.`,
      }),
    incomplete: ({ tried }: { tried: number }) =>
      plural(tried, {
        one: `There was time for ${tried} only; the rules are slow to work out.`,
        other: `There was time for ${tried} only; the rules are slow to work out.`,
      }),
    queue: 'Queue',
    went: 'Went',
    wouldGo: 'Would go',
    rule: 'Rule',
    decided: 'Decided',
    missingData: 'Did not apply (missing data)',
    neverCaptured: ({ names }: { names: string[] }) => `No bot captured ${listed(names)} in any of them.`,
    forExample: ({ why }: { why: string }) => `For example: ${why}.`,
    andMore: ({ count }: { count: number }) => plural(count, { one: `and ${count} more`, other: `and ${count} more` }),
    place: ({ queue, more }: { queue: string; more: string }) => `${queue} (${more})`,
    change: ({ from, to }: { from: ReactNode; to: ReactNode }) => rich`${from} → ${to}`,
  },
};
