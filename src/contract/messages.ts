/** Messages in the contract: what was said, with all that hangs on it. */
import { z } from 'zod';
import { LIMITS, MAX_SEQ, Person, id, text, time } from './fields';
import { ActorKind } from './kinds';

export const Attachment = z.object({
  contentType: z.string(),
  name: z.string().nullable(),
  /** Present for cards; shown with the adaptivecards renderer. */
  content: z.unknown().optional(),
  /** Where others keep it; a link people may follow. Null for what only the desk has. */
  url: z.string().nullable(),
  /** The desk's own copy: `GET /api/escalations/{id}/files/{fileId}`. Null when it keeps none. */
  fileId: z.string().nullable(),
  /** Bytes, once known. */
  size: z.number().int().nullable(),
  /** Of the desk's copy: still being fetched, there, or not to be had, and then `reason` says why. */
  state: z.enum(['fetching', 'ready', 'unavailable']),
  reason: z.string().nullable(),
  /** Whether `…/files/{fileId}/thumbnail` shows a small picture of it. */
  hasThumbnail: z.boolean(),
});
export type Attachment = z.infer<typeof Attachment>;

export const Delivery = z.object({
  state: z.enum(['sending', 'delivered', 'failed']),
  reason: z.string().nullable(),
  /** When the customer had read it, where their channel says so. */
  readAt: time.optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Somebody's earlier words beside new ones. */
const Quote = z.object({
  /** The message it quotes, where the desk has it. */
  seq: z.number().int().nullable(),
  author: z.string().nullable(),
  text: z.string(),
});
type Quote = z.infer<typeof Quote>;

/** A source a bot names for what it said; its place in the text is `[position]`. */
export const Citation = z.object({
  position: z.number().int(),
  name: z.string(),
  url: z.string().nullable(),
  abstract: z.string().nullable(),
});
export type Citation = z.infer<typeof Citation>;

/** One thing a customer entered or chose on a bot's card. */
export const Answer = z.object({ label: z.string(), value: z.string() });
export type Answer = z.infer<typeof Answer>;

export const Reaction = z.object({
  /** Teams' name of it: `like`, `heart`, `laugh`, `surprised`, `sad`, `angry`, or another emoji's id. */
  type: z.string(),
  by: z.object({ kind: ActorKind, id: z.string().nullable(), name: z.string() }),
  at: time,
});
export type Reaction = z.infer<typeof Reaction>;

export const Message = z.object({
  /** Position in the conversation: 1, 2, 3 … without gaps. */
  seq: z.number().int(),
  id,
  author: z.object({ kind: ActorKind, id: z.string().nullable(), name: z.string() }),
  /** A note is for agents; it can never be delivered to the customer. */
  note: z.boolean(),
  /** Set on a note for one agent's eyes; others who may read the transcript see that it is there, not what it says. */
  whisperTo: Person.nullable(),
  text: z.string(),
  format: z.enum(['plain', 'markdown']),
  attachments: z.array(Attachment),
  /** The quick answers a bot offered with it, by their titles. */
  suggestedActions: z.array(z.string()),
  quote: Quote.nullable(),
  /** Somebody else's words, passed on. */
  forwarded: z.boolean(),
  citations: z.array(Citation),
  /** The bot says that a model wrote it. */
  aiGenerated: z.boolean(),
  /** What the desk told the waiting customer, for those who need it shorter: their request, and how many are ahead. */
  told: z.object({ request: z.number().int(), ahead: z.number().int() }).nullable(),
  /** How confidential the bot says it is, by the label's name. */
  sensitivity: z.string().nullable(),
  /** What the customer entered on a bot's card. */
  answers: z.array(Answer),
  reactions: z.array(Reaction),
  /** What it said before it was edited or deleted, oldest first; for managers, empty for others. */
  earlier: z.array(z.object({ text: z.string(), at: time })),
  sentAt: time,
  editedAt: time.nullable(),
  deletedAt: time.nullable(),
  /** Null when nothing is to be delivered (customer's words, notes, imported transcript). */
  delivery: Delivery.nullable(),
  clientMessageId: z.string().nullable(),
});
export type Message = z.infer<typeof Message>;

const place = z.coerce.number().int().max(MAX_SEQ);

export const MessagesAfter = z.object({
  after: place.min(0).default(0),
  /** Instead of `after`: a page with this message in its middle. */
  around: place.min(1).optional(),
  /** Instead of `after`: the same for the first message of that time or later; beyond the end, the last. */
  at: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.messagesPage).default(LIMITS.messagesPage),
});

export const MessagesPage = z.object({
  items: z.array(Message),
  /** The seq to continue after; null on the last page. */
  next: z.string().nullable(),
  /** Where the whole transcript begins and ends. */
  first: z.number().int(),
  last: z.number().int(),
  /** Of a page asked for by `around` or `at`: the message in its middle. */
  around: z.number().int().nullable(),
  /** How far the asker has read; null for whoever has no part in it, or has never said. */
  readUpTo: z.number().int().nullable(),
});
export type MessagesPage = z.infer<typeof MessagesPage>;

export const MessageSearch = z.object({ q: text(LIMITS.searchText) });

/** Where in a transcript words are found, in order. */
export const MessagesFound = z.object({
  seqs: z.array(z.number().int()),
  /** There are more: these are the newest. */
  isCut: z.boolean(),
});
export type MessagesFound = z.infer<typeof MessagesFound>;

/** Uploads to go along, by `POST /api/escalations/{id}/files`; one's own, in the order they are to be shown. */
const fileIds = z.array(z.uuid()).max(LIMITS.filesPerMessage).optional();
const words = (max: number) => z.string().trim().max(max).default('');
/** The customer's message it answers, shown above it as a quote. */
const quoteSeq = z.number().int().min(1).optional();
const saysSomething = ({ text, fileIds: ids }: { text: string; fileIds?: string[] | undefined }) =>
  text !== '' || (ids?.length ?? 0) > 0;
const NOTHING = {
  path: ['text'],
  message: 'Write something, or send a file.',
  // Whatever else is wrong, so that all mistakes are told at once.
  when: ({ value }: { value: unknown }) =>
    typeof value === 'object' && value !== null && 'text' in value && value.text === '',
};

/** How its words are read: to the letter, or with the signs of Markdown for bold, italic, links and lists. */
const format = z.enum(['plain', 'markdown']).optional();

export const NewMessage = z
  .object({ text: words(LIMITS.messageText), format, clientMessageId: z.string().min(1).max(100), fileIds, quoteSeq })
  .refine(saysSomething, NOTHING);
export type NewMessage = z.infer<typeof NewMessage>;
/** New words for a message the customer has. */
export const MessageChange = z.object({ text: text(LIMITS.messageText) });
export type MessageChange = z.infer<typeof MessageChange>;

export const NewNote = z
  .object({
    text: words(LIMITS.noteText),
    format,
    clientMessageId: z.string().min(1).max(100),
    /** For the owner's eyes alone; only managers whisper. */
    whisper: z.boolean().optional(),
    fileIds,
    /** Colleagues of the queue's team who are told of it; nobody is told of a whisper. */
    mentions: z.array(id).max(LIMITS.mentions).optional(),
  })
  .refine(saysSomething, NOTHING);
export type NewNote = z.infer<typeof NewNote>;
