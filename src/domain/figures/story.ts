/** An escalation's events as its waits and its owners' turns: where it waited, who had it, and how each of these ended. Pure. */
import type { ActorKind, EscalationStatus, EventType } from '../../contract/api';

export interface StoryEvent {
  type: EventType;
  at: Date;
  actorKind: ActorKind;
  /** What held once it had happened. */
  status: EscalationStatus;
  queueId: string;
  ownerId: string | null;
  ownerName: string | null;
  /** Whom it was offered to. */
  offeredTo: string | null;
}

/** From coming into a queue until somebody has it, or it goes elsewhere, or ends. */
export interface Wait {
  queueId: string;
  came: 'opened' | 'transferred' | 'overflow' | 'released';
  enteredAt: Date;
  endedAt: Date | null;
  /**
   * `abandoned` by the customer or their bot; `moved` by a person, `overflow` by the desk; `ended` by the desk or an
   * agent, with nobody having had it; null while it lasts.
   */
  how: 'accepted' | 'abandoned' | 'moved' | 'overflow' | 'ended' | null;
  /** Who accepted, and when it was offered to them. */
  agentId: string | null;
  offeredAt: Date | null;
}

/** From having it until it goes to somebody else, or back, or ends. */
export interface Turn {
  queueId: string;
  agentId: string;
  agentName: string;
  from: Date;
  to: Date | null;
  how: 'released' | 'takenBack' | 'transferred' | 'moved' | 'resolved' | 'abandoned' | null;
  /** While its customer was asked to wait. */
  holds: { from: Date; to: Date | null }[];
}

export interface Story {
  waits: Wait[];
  turns: Turn[];
}

/** @param events in the order they happened, the opening first */
export function storyOf(events: readonly StoryEvent[]): Story {
  const waits: Wait[] = [];
  const turns: Turn[] = [];
  let before: StoryEvent | null = null;
  let offer: { to: string; at: Date } | null = null;

  const waitIn = (event: StoryEvent, came: Wait['came']) =>
    waits.push({
      queueId: event.queueId,
      came,
      enteredAt: event.at,
      endedAt: null,
      how: null,
      agentId: null,
      offeredAt: null,
    });
  const endWait = (event: StoryEvent, how: Wait['how']) => {
    const wait = waits.at(-1);
    if (!wait || wait.how !== null) return;
    const accepted = how === 'accepted';
    Object.assign(wait, {
      how,
      endedAt: event.at,
      agentId: accepted ? event.ownerId : null,
      offeredAt: accepted && event.type === 'claimed' && offer?.to === event.ownerId ? offer?.at : null,
    });
  };
  const begin = ({ queueId, ownerId, ownerName, at }: StoryEvent) => {
    if (ownerId !== null)
      turns.push({ queueId, agentId: ownerId, agentName: ownerName ?? '', from: at, to: null, how: null, holds: [] });
  };
  /** Put off, a hold goes on. */
  const puts = ({ at }: StoryEvent) => {
    const holds = turns.at(-1)?.holds;
    if (holds?.at(-1)?.to !== null) holds?.push({ from: at, to: null });
  };
  const continues = ({ at }: StoryEvent) => {
    const hold = turns.at(-1)?.holds.at(-1);
    if (hold?.to === null) hold.to = at;
  };
  const endTurn = (event: StoryEvent, how: Turn['how']) => {
    const turn = turns.at(-1);
    if (turn?.how !== null) return;
    Object.assign(turn, { to: event.at, how });
    continues(event);
  };

  for (const event of events) {
    const byDesk = event.actorKind === 'system';
    if (!before) {
      waitIn(event, 'opened');
      if (event.status === 'claimed') {
        endWait(event, 'accepted');
        begin(event);
      }
    } else if (before.status === 'waiting') {
      const moved = event.queueId !== before.queueId;
      if (event.status === 'claimed') {
        endWait(event, 'accepted');
        begin(event);
      } else if (event.status === 'waiting' && moved) {
        endWait(event, byDesk ? 'overflow' : 'moved');
        waitIn(event, byDesk ? 'overflow' : 'transferred');
      } else if (event.status !== 'waiting') {
        const left = event.status === 'abandoned' && (event.actorKind === 'customer' || event.actorKind === 'bot');
        endWait(event, left ? 'abandoned' : 'ended');
      }
    } else if (before.status === 'claimed') {
      if (event.status === 'waiting') {
        const moved = event.queueId !== before.queueId;
        endTurn(event, moved ? 'moved' : byDesk ? 'takenBack' : 'released');
        waitIn(event, moved ? (byDesk ? 'overflow' : 'transferred') : 'released');
      } else if (event.status !== 'claimed') {
        endTurn(event, event.status);
      } else if (event.ownerId !== before.ownerId) {
        endTurn(event, 'transferred');
        begin(event);
      }
    }
    if (event.type === 'put_on_hold') puts(event);
    if (event.type === 'continued') continues(event);
    offer = event.type === 'offered' && event.offeredTo !== null ? { to: event.offeredTo, at: event.at } : offer;
    if (event.type === 'passed') offer = null;
    before = event;
  }
  return { waits, turns };
}
