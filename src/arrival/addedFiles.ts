/** What an edit brings that the message did not have: every edit names all of its attachments again. Pure. */
import type { IncomingAttachment } from '../domain/file';
import type { Attachment } from '../domain/message';
import { fingerprintOf, shownName } from '../escalation/files';

export function addedTo(known: readonly Attachment[], named: readonly IncomingAttachment[]): IncomingAttachment[] {
  const left = [...known];
  const take = (isSame: (one: Attachment) => boolean): boolean => {
    const place = left.findIndex(isSame);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  };
  const unmatched = named.filter(({ source }) => !source || !take(({ from }) => from === fingerprintOf(source)));
  return unmatched.filter((attachment) => !take((one) => isAlike(one, attachment)));
}

/** A document's link is another one each time; pictures have no names of their own. */
function isAlike(one: Attachment, other: IncomingAttachment): boolean {
  if (one.name !== shownName(other)) return false;
  if (other.source) return one.fileId !== undefined && (one.from === undefined || !isPicture(other));
  return one.fileId === undefined && JSON.stringify(one.content) === JSON.stringify(other.content);
}

const isPicture = ({ contentType }: IncomingAttachment) => contentType.startsWith('image/');
