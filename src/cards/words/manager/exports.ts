/** For managers: headings of the files they take along, and what an audit keeps of that. Pure. */
import type { CutReason } from '../../../base/cutOff';
import type { ExportColumn } from '../../../contract/api';

type Single = Exclude<ExportColumn, 'opened' | 'claimed' | 'ended' | 'variables'>;

export const HEADINGS: Record<Single, string> = {
  number: 'Number',
  status: 'Status',
  customer: 'Customer',
  customerId: 'Customer ID',
  queue: 'Queue',
  bot: 'Bot',
  topic: 'Topic',
  language: 'Language',
  priority: 'Priority',
  waited: 'Waited (seconds)',
  firstResponse: 'First response (seconds)',
  handled: 'With agents (seconds)',
  onHold: 'On hold (seconds)',
  resolution: 'Resolved after (seconds)',
  owner: 'Agent',
  owners: 'Agents',
  outcome: 'Outcome',
  tags: 'Tags',
  summary: 'Summary',
  rating: 'Rating (of five)',
  ratingComment: 'Comment on the rating',
  botRating: 'Rating of the bot (of five)',
  lastPhrase: 'Last phrase',
  agentMessage: 'The bot’s words to the agent',
  rule: 'Rule',
  test: 'Test',
  id: 'ID',
};

const TIMES = { opened: 'Opened', claimed: 'Claimed', ended: 'Ended' };

export const timeHeading = (column: keyof typeof TIMES, zone: string): string => `${TIMES[column]} (${zone})`;
export const variableHeading = (name: string): string => `Variable: ${name}`;
export const OTHER_VARIABLES = 'Other variables';

/** At the end of a cell whose text has more characters than a spreadsheet takes. */
export const CUT_CELL = (characters: number): string =>
  ` … (cut here: all ${characters} characters are in an export as JSON lines)`;

const chats = (count: number): string => (count === 1 ? 'chat' : 'chats');

export const HISTORY_EXPORTS = 'History';

export const exportBegun = (what: string, rows: number | null, filter: string): string =>
  `${rows === null ? 'Began to export chats' : `Began to export ${rows} ${chats(rows)}`} as ${what}; ${filter}.`;
export const exportEnded = (rows: number): string => `The export is complete: ${rows} ${chats(rows)}.`;
export const exportBroken = (rows: number, why: CutReason): string =>
  `The export was broken off after ${rows} ${chats(rows)}: ${CUT_OFF[why]}.`;
/** Why a file is not whole. */
export const CUT_OFF: Record<CutReason, string> = {
  left: 'whoever asked for it cancelled it, or went away',
  notTaken: 'nothing of it was taken for a minute',
  notComing: 'nothing more could be read for a minute',
  tooLong: 'it took longer than half an hour',
  signedOut: 'their sign-in had ended',
  sight: 'what they may see had changed',
  failed: 'it could not be read to its end',
};
export const filterWords = (filter: Record<string, string>): string => {
  const parts = Object.entries(filter).map(([name, value]) => `${name} = “${value}”`);
  return parts.length === 0 ? 'no filter' : `filter: ${parts.join(', ')}`;
};
