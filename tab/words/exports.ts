/** Taking chats along as a file. */
import { number, plural } from './language';

export const exportWords = {
  title: 'Export chats',
  what: ({ isFiltered }: { isFiltered: boolean }) =>
    isFiltered ? 'One row for each chat your filters find.' : 'One row for each chat of the desk. Filters narrow it.',
  form: 'For',
  forms: {
    comma: 'Excel and other spreadsheets (CSV with commas)',
    semicolon: 'Excel in languages that write 1,5 (CSV with semicolons)',
    jsonl: 'Programs (JSON lines)',
  },
  /** Of spreadsheets. */
  fits: 'A cell takes 32,767 characters; what is longer is cut, and says so. The 200 most frequent details from the bot have a column each, the others share the last. JSON lines has all of it.',
  tooMany: ({ rows, shown }: { rows: number; shown: number }) =>
    `Excel shows the first ${number(shown)} of these ${number(rows)} chats and leaves out the rest. Export shorter times, one by one, or JSON lines.`,
  audited: 'The desk keeps who exported what.',
  begin: 'Export',
  busy: 'Exporting…',
  preparing: 'Counting the chats…',
  progress: 'Export',
  rows: ({ done, total }: { done: number; total: number | null }) =>
    total === null
      ? plural(done, { one: `${number(done)} chat so far`, other: `${number(done)} chats so far` })
      : plural(total, { one: `${number(done)} of 1 chat`, other: `${number(done)} of ${number(total)} chats` }),
  done: ({ file, rows }: { file: string; rows: number }) =>
    plural(rows, {
      one: `${file} is in your downloads: 1 chat.`,
      other: `${file} is in your downloads: ${number(rows)} chats.`,
    }),
  unsearched: {
    older: 'Older chats are not searched yet, so some may be missing.',
    newest: 'What changed a moment ago is not searched yet, so some chats may be missing.',
  },
  saved: ({ file }: { file: string }) => `${file} is in your downloads.`,
  fileBroken: 'The export broke off, so nothing was saved. Try again.',
  /** Of one chat. */
  transcript: {
    menu: 'Export this chat…',
    title: ({ number }: { number: number }) => `Export chat #${number}`,
    form: 'As',
    forms: { html: 'A page to read and print (HTML)', txt: 'Plain text' },
    withNotes: 'With notes, whispers, the timeline and captured details',
    forColleagues: 'For colleagues only. Of whispers, those you may read.',
    asTheCustomer: 'What the customer could read, and nothing else.',
    withPictures: 'Pictures within the page, up to 25 MB',
  },
  /** Everything about one customer. */
  customer: {
    open: 'Export everything about this customer…',
    title: ({ name }: { name: string }) => `Export everything about ${name}`,
    what: 'One archive (ZIP) with all chats with every bot: what was said, captured and rated, a page for each request, and the files.',
    withNotes: 'With notes, whispers, the timeline, summaries and tags',
    forColleagues: 'For colleagues only.',
    forTheCustomer: 'Without what colleagues wrote for each other.',
    received: ({ bytes }: { bytes: number }) =>
      bytes === 0 ? 'Looking what there is…' : `${number(Math.round(bytes / 100_000) / 10)} MB so far`,
  },
  broken: ({ rows }: { rows: number }) =>
    plural(rows, {
      one: 'The export broke off after 1 chat, so nothing was saved. Try again, or choose a shorter time.',
      other: `The export broke off after ${number(rows)} chats, so nothing was saved. Try again, or choose a shorter time.`,
    }),
};
