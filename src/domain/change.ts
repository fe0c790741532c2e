/** What a transition changes of an escalation, and the event it leaves behind. Pure. */
import type { Actor, Escalation, EscalationStatus, EventType, Person, Role } from './escalation';
import type { TimersChange } from './handTimers';
import type { KeptWrapUp } from './wrapUp';

/** The columns a transition changes, and the event it leaves behind. */
export interface Change {
  status: EscalationStatus;
  assigneeId: string | null;
  assigneeName: string | null;
  claimedAt: Date | null;
  endedAt: Date | null;
  outcome: string | null;
  /** What else the agent said of it at the end. */
  wrapUp?: Omit<KeptWrapUp, 'outcome'>;
  queueId: string;
  /** What it means for the timers, and for what the owner is told. */
  timers: TimersChange;
  /** Who comes to have a part in it, or no longer has. */
  person?: Person & { role: Role; leaves?: boolean };
  /** Nothing is said to the customer. */
  quiet?: boolean;
  /** What whoever does it says to the customer by it. */
  says?: Said;
  event: Happened;
}

/** The event a change leaves behind. */
export interface Happened {
  type: EventType;
  summary: string;
  actor: Actor;
  /** Whom it was done to: offered to, asked, reminded; or who let it go by. */
  whom?: Person;
  /** What whoever did it gave as the reason. */
  reason?: string | undefined;
}

/** Words to the customer, and the id by which they are said once. */
interface Said {
  text: string;
  clientMessageId: string;
}

/** Everything stays as it is but for the timers, and the event that says why. */
export function stay(escalation: Escalation, happened: Happened, timers: TimersChange): Change {
  const { status, assigneeId, assigneeName, claimedAt, endedAt, outcome, queueId } = escalation;
  return { status, assigneeId, assigneeName, claimedAt, endedAt, outcome, queueId, timers, event: happened };
}
