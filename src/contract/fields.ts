/** What fields of the contract are made of. */
import { IANAZone } from 'luxon';
import { z } from 'zod';

/** Limits every edge applies to words people and bots send. */
export const LIMITS = {
  /** Characters in one message to a customer; Teams refuses messages near 100 KB. */
  messageText: 8_000,
  noteText: 8_000,
  /** A week. */
  holdMinutes: 10_080,
  outcomeText: 2_000,
  /** Outcomes and tags to choose from, and characters in the name of one: all of them go on a card. */
  outcomes: 25,
  tags: 40,
  choiceName: 60,
  name: 200,
  pageSize: 100,
  messagesPage: 200,
  eventsPage: 1_000,
  /** Characters kept of what a customer said last to a bot. */
  lastPhrase: 2_000,
  /** Words looked for in a transcript, and the places one search finds. */
  searchText: 200,
  messagesFound: 500,
  /** Characters and words of a search of the history. */
  historySearch: 500,
  historyWords: 30,
  /** Views of the history that everybody has, and that one person has of their own. */
  viewName: 60,
  viewsShared: 50,
  viewsOwn: 50,
  filesPerMessage: 10,
  /** Bytes of one file, either way. */
  fileBytes: 20 * 1024 * 1024,
  mentions: 20,
  cannedName: 100,
  /** Canned replies that everybody has, and that one person has of their own. */
  cannedShared: 500,
  cannedOwn: 200,
  cannedFiles: 5,
  /** Bytes of one file of a canned reply. */
  cannedFileBytes: 5 * 1024 * 1024,
  /** Characters of what is being written; more than may be sent, so that nothing pasted is lost. */
  draftText: 100_000,
  rules: 100,
  ruleName: 100,
  skill: 100,
  /** Escalations one dry run of rules may try. */
  dryRun: 500,
  /** Of a survey: its question, the languages it is worded in, and what a customer adds to their rating. */
  surveyWords: 300,
  surveyLanguages: 20,
  surveyComment: 2_000,
  erasureReason: 500,
} as const;

/** The greatest place a message can have in a transcript: a column of PostgreSQL's integers. */
export const MAX_SEQ = 2_147_483_647;

export const id = z.string().min(1).max(200);
/** As the time zone database calls it. */
export const timeZone = z
  .string()
  .max(64)
  .refine((name) => IANAZone.isValidZone(name), 'Give a time zone like Europe/Berlin.');
export const Person = z.object({ id, name: z.string() });
export type Person = z.infer<typeof Person>;
export const time = z.iso.datetime();
export const text = (max: number) => z.string().trim().min(1).max(max);
export const httpUrl = z.url({ protocol: /^https?$/ }).max(2_000);

/** What a bot may capture: how many, and how long in characters a name, a value and all together. */
export const VARIABLE_LIMITS = { count: 100, name: 200, value: 2_000, total: 100_000 } as const;
