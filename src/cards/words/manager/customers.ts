/** For managers: what goes along with everything the desk keeps of one customer. Pure. */
import type { CutReason } from '../../../base/cutOff';
import { sizeWords } from '../files';
import { CUT_OFF } from './exports';

/** Why a file is not in the archive. */
export const OVER_THE_LIMIT = (bytes: number): string =>
  `This archive takes files of ${sizeWords(bytes)} together, and this one was beyond that. It is in its chat.`;

export interface Archive {
  customer: string;
  /** Of which zone the times in the transcripts are, when it was begun, and for whom. */
  written: string;
  withNotes: boolean;
  chats: number;
  requests: number;
  messages: number;
  files: number;
  /** Files that are listed alone. */
  left: number;
}

const count = (many: number, one: string, others: string): string => `${many} ${many === 1 ? one : others}`;

/** What is in it, for whoever opens it; written last, so that an archive with it is whole. */
export function aboutArchive(of: Archive): string {
  return [
    `Everything the desk keeps about ${of.customer}`,
    '',
    of.written,
    of.withNotes
      ? 'With what colleagues wrote for each other: notes, whispers, the timeline, summaries and tags.'
      : 'Without what colleagues wrote for each other: notes, whispers, the timeline, summaries and tags.',
    '',
    `chats.jsonl       ${count(of.chats, 'chat', 'chats')}, one for each bot the customer spoke with`,
    `requests.jsonl    ${count(of.requests, 'request', 'requests')} for a person, with what was captured, who had it, how it ended and how it was rated`,
    `messages.jsonl    ${count(of.messages, 'message', 'messages')}, those with the bot alone among them; times are UTC`,
    ...(of.withNotes ? ['events.jsonl      what happened to each request'] : []),
    'transcripts/      a page for each request, by its number',
    `files/            ${count(of.files, 'file', 'files')}; files.jsonl says where each belongs` +
      (of.left > 0 ? `, and which ${of.left} are not here, and why` : ''),
    '',
    'This page was written last: where it is, the archive is whole.',
    '',
  ].join('\n');
}

export const customerExportBegun = (customer: string, withNotes: boolean): string =>
  `Began to export everything about ${customer}, ${withNotes ? 'with' : 'without'} notes.`;
export const customerExportEnded = (customer: string): string =>
  `The export of everything about ${customer} is complete.`;
export const customerExportBroken = (customer: string, why: CutReason): string =>
  `The export of everything about ${customer} was broken off: ${CUT_OFF[why]}.`;
