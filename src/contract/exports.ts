/** What managers take along, in the contract: escalations as rows, a transcript, one customer's everything. */
import { z } from 'zod';
import { EscalationScope } from './escalationScope';
import { Person, id, time, timeZone } from './fields';
import { ActorKind, EscalationStatus } from './kinds';
import { Answer, Delivery, Reaction } from './messages';
import { EscalationSurvey, Rating } from './surveys';
import { Choice } from './wrapUp';

/** How much one export has. */
export const EXPORT_LIMITS = {
  rows: 5_000_000,
  /** Columns of variables; what has none stands together in the last one. */
  variables: 200,
  /** Bytes of one picture, and of all of them, that a transcript shows within itself. */
  pictureBytes: 5 * 1024 * 1024,
  picturesBytes: 25 * 1024 * 1024,
  /** Requests of one customer, and bytes of their files, that one archive takes. */
  customerRequests: 5_000,
  customerFileBytes: 1024 * 1024 * 1024,
  /** At once: of one person, and of one process. */
  perPerson: 2,
  perProcess: 6,
} as const;

/** Columns in the order they stand in; each time stands there twice, in the zone asked for and in UTC. */
export const ExportColumn = z.enum([
  'number',
  'status',
  'customer',
  'customerId',
  'queue',
  'bot',
  'topic',
  'language',
  'priority',
  'opened',
  'claimed',
  'ended',
  'waited',
  'firstResponse',
  'handled',
  'onHold',
  'resolution',
  'owner',
  'owners',
  'outcome',
  'tags',
  'summary',
  'rating',
  'ratingComment',
  'botRating',
  'lastPhrase',
  'agentMessage',
  'rule',
  'test',
  'id',
  'variables',
]);
export type ExportColumn = z.infer<typeof ExportColumn>;

/** Times are told in it. */
const zone = timeZone.default('UTC');

/** The filters of the history, with how the file is written. */
export const ExportQuery = EscalationScope.extend({
  /** By opening time: it never changes, so no row comes twice. */
  order: z.enum(['newest', 'oldest']).default('newest'),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

/** How any CSV is written. */
export const CsvForm = z.object({
  zone,
  /** `semicolon` is for languages that write 1,5: their Excel expects it, and decimal commas. */
  separator: z.enum(['comma', 'semicolon']).default('comma'),
});

export const CsvQuery = ExportQuery.extend({
  ...CsvForm.shape,
  /** With commas between them; absent: all. */
  columns: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(ExportColumn).min(1).max(ExportColumn.options.length))
    .optional(),
});
export type CsvQuery = z.infer<typeof CsvQuery>;

/** One line of JSON lines. */
export const ExportedEscalation = z.object({
  id,
  number: z.number().int(),
  status: EscalationStatus,
  /** Without id and name once it is erased. */
  customer: z.object({ id: z.string(), name: z.string() }),
  /** When its words and its customer's name were erased; null: they are kept. */
  erasedAt: time.nullable(),
  queue: z.object({ id, name: z.string() }),
  bot: z.object({ id, name: z.string() }),
  topic: z.string().nullable(),
  language: z.string().nullable(),
  priority: z.number().int(),
  openedAt: time,
  /** When an agent had it for the first time. */
  claimedAt: time.nullable(),
  endedAt: time.nullable(),
  /** Seconds until then, or it ended, or until now. */
  waited: z.number().int(),
  /** Seconds from the opening to the first message of a person to the customer; null: none, or not known yet. */
  firstResponse: z.number().int().nullable(),
  /** Seconds it was with agents, those it is with one now left out. */
  handled: z.number().int().nullable(),
  /** Of these, seconds its customer was on hold; null: never. */
  onHold: z.number().int().nullable(),
  /** Seconds from the opening until it was resolved. */
  resolution: z.number().int().nullable(),
  owner: Person.nullable(),
  /** Everybody who had it, in order. */
  owners: z.array(Person),
  outcome: z.string().nullable(),
  tags: z.array(Choice),
  summary: z.string().nullable(),
  /** What the customer was asked at the end, and answered; null: nothing. */
  survey: EscalationSurvey.nullable(),
  /** What the customer said of the bot, in its own survey. */
  botRating: Rating.nullable(),
  lastPhrase: z.string().nullable(),
  agentMessage: z.string().nullable(),
  rule: z.string().nullable(),
  test: z.boolean(),
  variables: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.null()]) })),
});
export type ExportedEscalation = z.infer<typeof ExportedEscalation>;

/** How a transcript is written. */
export const TranscriptQuery = z.object({
  zone,
  /**
   * `with`: notes, whispers the asker may read, the timeline, and what was captured and wrapped up; for colleagues.
   * `without`: what the customer could read.
   */
  notes: z.enum(['with', 'without']).default('without'),
});
export type TranscriptQuery = z.infer<typeof TranscriptQuery>;

export const TranscriptPageQuery = TranscriptQuery.extend({
  /** `embedded`: pictures are in the page itself, as far as its limits go; `named`: their names and sizes are. */
  pictures: z.enum(['embedded', 'named']).default('embedded'),
});
export type TranscriptPageQuery = z.infer<typeof TranscriptPageQuery>;

/** Of everything about one customer. */
export const CustomerQuery = TranscriptQuery.extend({ notes: z.enum(['with', 'without']).default('with') });
export type CustomerQuery = z.infer<typeof CustomerQuery>;

/** A line of `messages.jsonl` in an archive of one customer. */
export const ExportedMessage = z.object({
  /** The chat it stands in, and its place there. */
  chat: id,
  seq: z.number().int(),
  at: time,
  author: z.object({ kind: ActorKind, id: z.string().nullable(), name: z.string() }),
  note: z.boolean(),
  whisperTo: Person.nullable(),
  text: z.string(),
  format: z.enum(['plain', 'markdown']),
  attachments: z.array(
    z.object({ name: z.string().nullable(), contentType: z.string(), fileId: z.string().nullable() }),
  ),
  answers: z.array(Answer),
  reactions: z.array(Reaction),
  /** What it said before it was changed or taken back. */
  earlier: z.array(z.object({ text: z.string(), at: time })),
  editedAt: time.nullable(),
  deletedAt: time.nullable(),
  delivery: Delivery.nullable(),
});
export type ExportedMessage = z.infer<typeof ExportedMessage>;

/** A line of its `files.jsonl`. */
export const ExportedFile = z.object({
  fileId: id,
  /** The chat and the message it came with. */
  chat: id,
  seq: z.number().int(),
  at: time,
  name: z.string(),
  contentType: z.string(),
  size: z.number().int().nullable(),
  /** Where it is in the archive; null: it is not, and `reason` says why. */
  path: z.string().nullable(),
  reason: z.string().nullable(),
});
export type ExportedFile = z.infer<typeof ExportedFile>;
