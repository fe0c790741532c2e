/** What a refused verb says: once for the API, once for people. Pure. */
import { AppError } from '../base/errors';
import type { WrapUpPart } from '../contract/api';
import type { Refusal } from './transitions';

/** One sentence for the person who asked, the same on a card, in a command and in the tab. */
export function refusalWords(refusal: Refusal): string {
  switch (refusal.code) {
    case 'already_claimed':
      return `${refusal.by.name} has already claimed this.`;
    case 'not_your_queue':
      return 'Only members of this queue’s team can claim this.';
    case 'managers_only':
      return 'Only managers may do this.';
    case 'not_offered':
      return 'This is not offered to you any more.';
    case 'at_capacity':
      return refusal.who === null
        ? 'You have as many chats as you can take. Finish or hand over one first.'
        : `${refusal.who} has as many chats as they can take.`;
    case 'not_claimed':
      return 'Nobody has claimed this yet.';
    case 'not_yours':
      return `This belongs to ${refusal.by.name}; only they or a manager can do that.`;
    case 'closed':
      return refusal.status === 'resolved' ? 'This has already been resolved.' : 'The customer is no longer waiting.';
    case 'wrap_up_missing':
      return `Not resolved yet: this queue asks for ${listed(refusal.parts.map((part) => PARTS[part]))}.`;
    case 'wrap_up_unknown':
      return notInList(refusal);
  }
}

const PARTS: Readonly<Record<WrapUpPart, string>> = { outcome: 'an outcome', tags: 'a tag', summary: 'a summary' };
/** More names than a person reads in a sentence. */
const MOST_NAMES = 12;

function notInList({ part, name, known }: Extract<Refusal, { code: 'wrap_up_unknown' }>): string {
  const what = part === 'outcome' ? 'an outcome' : 'a tag';
  if (known.length === 0) return `Not resolved yet: “${name}” is not ${what} here; managers keep none.`;
  const more = known.length > MOST_NAMES ? ` and ${known.length - MOST_NAMES} more` : '';
  return `Not resolved yet: “${name}” is not ${what} here. Choose one of these: ${known.slice(0, MOST_NAMES).join(', ')}${more}.`;
}

/** "an outcome, a tag and a summary" */
function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

export function refusalError(refusal: Refusal): AppError {
  return new AppError(refusal.code, refusalWords(refusal), extraOf(refusal));
}

function extraOf(refusal: Refusal): Record<string, unknown> {
  switch (refusal.code) {
    case 'already_claimed':
      return { claimedBy: refusal.by, claimedAt: refusal.at.toISOString() };
    case 'wrap_up_missing':
      return { errors: refusal.parts.map((path) => ({ path, message: refusalWords({ ...refusal, parts: [path] }) })) };
    case 'wrap_up_unknown':
      return { errors: [{ path: refusal.part, message: refusalWords(refusal) }] };
    default:
      return {};
  }
}
