/** Around a transcript that leaves the desk as a file. Pure. */
import type { CutReason } from '../../../base/cutOff';
import type { Rating } from '../../../contract/api';
import type { AttachmentFacts, TranscriptFacts } from '../../../domain/export/transcript';
import { sizeWords } from '../files';
import { CUT_OFF } from '../manager/exports';

export const titleOf = ({ number, customer }: Pick<TranscriptFacts, 'number' | 'customer'>): string =>
  `Chat #${number} with ${customer}`;

export const FACTS = {
  queue: 'Queue',
  bot: 'Bot',
  agents: 'Agents',
  opened: 'Opened',
  ended: 'Ended',
  notEnded: 'Not yet',
  topic: 'Topic',
  why: 'Why this queue',
  rulesNotApplied: 'Rules that did not apply',
  botSays: 'Message from the bot',
  outcome: 'Outcome',
  tags: 'Tags',
  summary: 'Summary',
  rating: 'How it was',
  botRating: 'Rating of the bot',
} as const;

const GRADES = 5;
/** As it was chosen, with what the customer added. */
export function ratingWords({ scale, value, comment }: Pick<Rating, 'scale' | 'value' | 'comment'>): string {
  const most = scale === 'ten' ? 10 : GRADES;
  const chosen = scale === 'thumbs' ? (value === 2 ? 'Thumb up' : 'Thumb down') : `${value} of ${most}`;
  return comment === null ? chosen : BECAUSE(chosen, comment);
}
export const NOT_RATED = 'Asked, and not answered';

export const CAPTURED = 'Details from the bot';
export const BY_RULE = (rule: string): string => `By the rule “${rule}”`;
export const RULE_NOT_APPLIED = ({ rule, why }: { rule: string; why: string }): string => `${rule}: ${why}`;

/** @param at when it was written, in that zone */
export const WRITTEN = ({ zone, at, by }: { zone: string; at: string; by: string }): string =>
  `Times are of ${zone}. Written on ${at} for ${by}.`;
export const WITH_NOTES = 'With notes, whispers and the timeline: for colleagues only.';
export const WITHOUT_NOTES = 'What the customer could read: without notes, whispers and the timeline.';

export const botVoice = (name: string): string => `${name} (bot)`;
export const noteVoice = (name: string): string => `${name}, note for colleagues`;
export const whisperVoice = (name: string, to: string): string => `${name}, whisper to ${to}`;
export const DELETED = 'This message was deleted.';
export const EDITED = 'edited';
export const FORWARDED = 'Forwarded';
export const QUOTED = (author: string | null): string => (author === null ? 'Quoted' : `Quoted from ${author}`);
export const OFFERED_ANSWERS = 'Answers the bot offered';
export const SOURCES = 'Sources';
export const REACTIONS = 'Reactions';
const CARD = 'Card';
export const NOT_DELIVERED = (reason: string | null): string =>
  reason === null ? 'Not delivered' : `Not delivered: ${reason}`;
export const BECAUSE = (what: string, reason: string): string => `${what}: “${reason}”`;

/** `Picture: photo.png (3.4 MB)` */
export function attachmentWords(facts: AttachmentFacts): string {
  switch (facts.kind) {
    case 'card':
      return facts.words === '' ? CARD : `${CARD}: ${facts.words}`;
    case 'link':
      return facts.name === facts.url ? `Link: ${facts.url}` : `Link: ${facts.name} (${facts.url})`;
    case 'file': {
      const what = `${facts.isPicture ? 'Picture' : 'File'}: ${facts.name}`;
      const size = facts.size === null ? what : `${what} (${sizeWords(facts.size)})`;
      return facts.why === null ? size : `${size}. ${facts.why}`;
    }
  }
}
export const ON_ITS_WAY = 'It was still on its way.';

/** For the audit. */
export const transcriptExported = (number: number, form: string, withNotes: boolean): string =>
  `Exported the transcript of #${number} as ${form}, ${withNotes ? 'with' : 'without'} notes.`;
export const transcriptEnded = (number: number): string => `The transcript of #${number} is complete.`;
export const transcriptBroken = (number: number, why: CutReason): string =>
  `The transcript of #${number} was broken off: ${CUT_OFF[why]}.`;
