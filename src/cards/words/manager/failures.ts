/** For managers and authors of bots: headings of what makes bots fail as a file, and what the audit keeps of that. Pure. */
import type { CutReason } from '../../../base/cutOff';
import { CUT_OFF } from './exports';

export const FAILURES = 'What makes bots fail';

export const FAILURE_HEADINGS = {
  key: { phrase: 'Last phrase', topic: 'Topic' },
  count: 'Requests',
  previous: 'Requests before',
  share: 'Share of all (%)',
  asksForPerson: 'Only asks for a person',
  examples: 'Also said',
  bots: 'Bots',
  ofChats: 'Share of the bot’s chats',
  ofChatsBefore: 'Share of the bot’s chats before',
  resolved: 'Resolved',
  abandoned: 'Abandoned',
  open: 'Still open',
  outcomes: 'Outcomes',
  handled: 'With an agent, half no longer than (seconds)',
  goodEnds: 'Good ends looked at',
  answer: 'What agents wrote before a good end',
  answers: 'In so many good ends',
  link: 'Where it was written',
  from: 'From',
  to: 'To',
  before: 'Before from',
};

export const OUTCOME_NAMES = { own: 'own words', none: 'no outcome' };

/** @param share null: nothing is known of the bot's chats */
export const sharedName = (name: string, share: number | null): string =>
  `${name}: ${share === null ? NOT_KNOWN : percentOf(share)}`;
const NOT_KNOWN = 'not known';
/** Two digits that say something: few are never none. */
const percentOf = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

export const countedName = (name: string, count: number): string => `${name}: ${count}`;

export const failuresExportBegun = (groups: number, filter: string): string =>
  `Began to export ${groups} groups of what makes bots fail; ${filter}.`;
export const failuresExportEnded = (groups: number): string => `The export is complete: ${groups} groups.`;
export const failuresExportBroken = (groups: number, why: CutReason): string =>
  `The export was broken off after ${groups} groups: ${CUT_OFF[why]}.`;
