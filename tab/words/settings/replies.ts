/** Settings: canned replies. */
import { plural } from '../language';

export const repliesWords = {
  title: 'Canned replies',
  lead: 'What you often say, to be put into a reply with the / key. Managers keep those that everybody has.',
  loading: 'Loading canned replies',
  failed: 'The canned replies did not load',
  empty: 'No canned reply yet',
  emptyWhy: 'Keep an answer you give often: a greeting, steps to try, a picture of where to press.',
  add: 'Add canned reply',
  shared: 'For everybody',
  mine: 'Only mine',
  files: ({ count }: { count: number }) => plural(count, { one: `${count} file`, other: `${count} files` }),

  newTitle: 'New canned reply',
  editTitle: 'Edit canned reply',
  name: 'Name',
  nameHint: 'What it is found by.',
  text: 'Words',
  textHint:
    '{customer.name}, {agent.name}, {number} and whatever the bot captured, such as {order id}, are filled in. Any other name in braces is left for you to fill in before you send.',
  tooLong: ({ count }: { count: number }) =>
    plural(count, { one: `${count} character too many`, other: `${count} characters too many` }),
  forEverybody: 'Everybody has it',
  filesTitle: 'Pictures and files',
  addFiles: 'Add files',
  filesHint: 'Up to 5, each up to 5 MB. They go along with the reply.',
  fileTooLarge: ({ name }: { name: string }) => `“${name}” is larger than 5 MB.`,
  tooManyFiles: 'A canned reply has at most 5 files.',
  removeFile: ({ name }: { name: string }) => `Remove ${name}`,

  delete: 'Delete',
  deleteTitle: ({ name }: { name: string }) => `Delete “${name}”?`,
  deleting: 'Deleting…',
  deleteAbout: 'What was sent with it stays.',
};
