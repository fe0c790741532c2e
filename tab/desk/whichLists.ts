/** Which lists a change is about, as far as its hint tells. Pure. */
import type { Escalation, StreamEvents } from '../../src/contract/api';
import type { ListFilter } from './keys';

type Told = StreamEvents['escalation'];

/** How the escalation stands, whoever tells it: a hint, or the answer to a verb. */
export type Standing = Omit<Told, 'id' | 'version'>;

export function standingOf(
  { status, queue, assignee, offer, colleagues }: Escalation,
  meId: string | undefined,
): Standing {
  return {
    status,
    queueId: queue.id,
    assigneeId: assignee?.id ?? null,
    isOffered: offer?.to.id === meId,
    hasPart: colleagues.some(({ id }) => id === meId),
  };
}

/**
 * Whether a list is to be asked for again.
 * @param shown the escalation as the list has it, if it has
 */
export function isAbout(filter: ListFilter, shown: Escalation | undefined, told: Told, meId: string): boolean {
  // Heard of already, by the answer to a verb or an earlier hint.
  if (shown) return shown.version < told.version;
  return mayHold(filter, told, meId);
}

/** Whether an escalation that stands so may be in a list. What only the server knows of, such as words, it may have. */
export function mayHold(filter: ListFilter, standing: Standing, meId: string | undefined): boolean {
  const { status, queueId, assigneeId, isOffered, hasPart } = standing;
  const isMine = assigneeId === meId;
  return (
    (!filter.status || filter.status.split(',').includes(status)) &&
    (!filter.queue || filter.queue === queueId) &&
    (!filter.assignee || (filter.assignee === 'me' ? isMine : filter.assignee === assigneeId)) &&
    (!filter.offered || isOffered) &&
    // Nobody is their own colleague.
    (!filter.colleague || (hasPart && !isMine))
  );
}
