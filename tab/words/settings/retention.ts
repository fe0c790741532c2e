/** Settings: how long words are kept. */
import { number, plural } from '../language';

export const retentionWords = {
  title: 'How long words are kept',
  lead: 'What was said and captured in chats, and whose it was, can be erased by itself some time after they have ended. Times, queues, agents, outcomes and ratings stay, so that every figure does.',
  loading: 'Loading how long words are kept',
  failed: 'How long words are kept did not load',
  label: 'After a chat has ended',
  forGood: 'Keep its words for good',
  forDays: 'Erase its words after a number of days',
  days: 'Days',
  daysHint: ({ min, max }: { min: number; max: number }) => `${number(min)} to ${number(max)}`,
  wrong: ({ min, max }: { min: number; max: number }) => `Enter a whole number from ${number(min)} to ${number(max)}.`,
  untouched: 'A chat that is open, or whose customer may still answer how it was, is not touched.',
  save: 'Save…',
  ask: ({ days }: { days: number }) =>
    plural(days, { one: 'Erase words after 1 day?', other: `Erase words after ${number(days)} days?` }),
  askForGood: 'Keep words for good?',
  counting: 'Counting the chats…',
  countFailed: 'The chats could not be counted',
  /** Said before it is saved. */
  due: ({ due, days, when }: { due: number; days: number; when: string }) =>
    plural(due, {
      one: `1 request ended more than ${number(days)} days ago. Its words are erased from ${when} on, and then those of each chat as its time comes. Until then you can change your mind here.`,
      other: `${number(due)} requests ended more than ${number(days)} days ago. Their words are erased from ${when} on, and then those of each chat as its time comes. Until then you can change your mind here.`,
    }),
  final: 'What is erased cannot be brought back, but by a backup of the database.',
  stops: 'From now on nothing more is erased. What is erased already stays so.',
  confirm: 'Save',
  busy: 'Saving…',
  saved: 'Saved.',
  begins: ({ when }: { when: string }) => `Nothing is erased before ${when}.`,
  left: ({ due }: { due: number }) =>
    due === 0
      ? 'All whose time was over are erased.'
      : plural(due, { one: '1 request is due.', other: `${number(due)} requests are due.` }),
  worked: ({ when }: { when: string }) => `All of them were last gone through ${when}.`,
  stuck: ({ when, reason }: { when: string; reason: string }) =>
    `Some could not be erased since ${when}, and are tried again: ${reason}`,
  changed: ({ by, when }: { by: string; when: string }) => `${by} changed it ${when}.`,
};
