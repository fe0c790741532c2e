/** For managers: headings of the files they take along, and what an audit keeps of that. Pure. */
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

export const HISTORY_EXPORTS = 'History';

export const exportBegun = (what: string, rows: number | null, filter: string): string =>
  `${rows === null ? 'Began to export escalations' : `Began to export ${rows} escalations`} as ${what}; ${filter}.`;
export const exportEnded = (rows: number): string => `The export is complete: ${rows} escalations.`;
export const exportBroken = (rows: number): string => `The export was broken off after ${rows} escalations.`;
export const filterWords = (filter: Record<string, string>): string => {
  const parts = Object.entries(filter).map(([name, value]) => `${name} = “${value}”`);
  return parts.length === 0 ? 'no filter' : `filter: ${parts.join(', ')}`;
};
