/** How a chat went, in words. Pure. */
import type { Escalation, EscalationEvent } from '../../../src/contract/api';
import { customerOf } from '../../parts/customer';
import { takenWords } from '../../words/taken';

export interface Departure {
  what: string;
  why: string | null;
}

const LEAVING = new Set<EscalationEvent['type']>(['released', 'transferred', 'resolved', 'abandoned']);

/** The last thing that took it away. */
export const departureIn = (events: readonly EscalationEvent[]): EscalationEvent | undefined =>
  events.filter(({ type }) => LEAVING.has(type)).at(-1);

/** @param now null: it may not be seen any more */
export function departureWords(
  before: Escalation,
  now: Escalation | null,
  event: EscalationEvent | undefined,
  meId: string,
): Departure {
  const customer = customerOf(now ?? before);
  if (!event) return { what: takenWords.gone({ customer }), why: null };
  const { actor, type } = event;
  const isMe = actor.kind === 'agent' && actor.id === meId;
  const queue = now?.queue.name ?? before.queue.name;
  // What somebody wrote goes with the customer it is about.
  const why = event.reason && !now?.erased ? takenWords.why({ reason: event.reason }) : null;
  switch (type) {
    case 'released':
      if (isMe) return { what: takenWords.youReturned({ customer, queue }), why };
      // Its own reason says the same to others.
      if (actor.kind === 'system') return { what: takenWords.returnedByDesk({ customer, queue }), why: null };
      return { what: takenWords.returned({ name: actor.name, customer, queue }), why };
    case 'transferred': {
      const to = now?.assignee?.name ?? now?.queue.name ?? takenWords.anotherAgent;
      const what = isMe
        ? takenWords.youTransferred({ customer, to })
        : takenWords.transferred({ name: actor.name, customer, to });
      return { what, why };
    }
    case 'resolved':
      return {
        what: isMe ? takenWords.youResolved({ customer }) : takenWords.resolved({ name: actor.name, customer }),
        why,
      };
    default:
      if (actor.kind === 'customer') return { what: takenWords.endedByCustomer({ customer }), why };
      if (actor.kind === 'bot') return { what: takenWords.endedByBot({ customer, bot: actor.name }), why };
      return { what: takenWords.endedByDesk({ customer }), why };
  }
}
