/** Erasing a customer. */
import { number, plural } from './language';

interface Kept {
  chats: number;
  requests: number;
  messages: number;
  files: number;
}

const listOf = ({ chats, requests, messages, files }: Kept): string[] => [
  plural(chats, { one: '1 chat with a bot', other: `${number(chats)} chats with bots` }),
  plural(requests, { one: '1 request for a person', other: `${number(requests)} requests for a person` }),
  plural(messages, { one: '1 message', other: `${number(messages)} messages` }),
  plural(files, { one: '1 file', other: `${number(files)} files` }),
];

export const erasureWords = {
  open: 'Erase this customer…',
  ask: ({ name }: { name: string }) => `Erase ${name}?`,
  counting: 'Counting what there is…',
  countFailed: 'What there is could not be counted',
  what: ({ since }: { since: string | null }) =>
    since === null ? 'For good, in every queue:' : `For good, in every queue, since ${since}:`,
  listOf,
  also: 'With them go names, notes, what bots captured, ratings’ comments and the cards in Teams’ channels. Times, queues, agents, outcomes and ratings stay, so that every figure does.',
  notHere: 'What stands in Teams’ own chats is Microsoft’s, and the customer’s: the desk cannot take it back.',
  endsFirst: ({ numbers }: { numbers: readonly number[] }) =>
    plural(numbers.length, {
      one: `#${numbers.join(', #')} is still open. End it first.`,
      other: `#${numbers.join(', #')} are still open. End them first.`,
    }),
  reason: 'Why',
  reasonHint: 'It stays in the audit. Do not name the customer.',
  confirm: 'Erase for good',
  busy: 'Erasing…',
  done: ({ reference }: { reference: string }) => `Erased. In the audit it has the reference ${reference}.`,
};
