import { addPerson, removePerson } from '../../store/escalation/people';
import type { Consequence } from './consequence';

/** Participants: a new owner joins them, and so does whoever was asked or joined, until they leave. */
export const keepPeople: Consequence = async ({ tx, before: { id, assigneeId }, change, now }) => {
  if (change.assigneeId !== null && change.assigneeId !== assigneeId) {
    tx.later(addPerson(tx.q, id, { id: change.assigneeId, name: change.assigneeName ?? '' }, 'owner', now));
  }
  const { person } = change;
  if (!person) return;
  tx.later(
    person.leaves ? removePerson(tx.q, id, person.id, person.role) : addPerson(tx.q, id, person, person.role, now),
  );
};
