/** Events from before they said what held once they had happened: it is told from their type, actor and sentence. Pure. */
import type { EscalationStatus } from '../../contract/api';
import type { StoryEvent } from './story';

export interface StoredEvent extends Omit<StoryEvent, 'status' | 'queueId'> {
  status: EscalationStatus | null;
  queueId: string | null;
  actorId: string | null;
  actorName: string;
  summary: string;
}

export interface Known {
  openedAt: Date;
  /** Where it was opened. */
  queueId: string;
  /** Who has it, or had it last. */
  ownerId: string | null;
  ownerName: string | null;
  queueNamed: (name: string) => string | null;
  agentNamed: (name: string) => string | null;
}

const TRANSFERRED = / transferred to (.+)$/s;

export function withStates(events: readonly StoredEvent[], known: Known): StoryEvent[] {
  let now: Pick<StoryEvent, 'status' | 'queueId' | 'ownerId' | 'ownerName'> = {
    status: 'waiting',
    queueId: known.queueId,
    ownerId: null,
    ownerName: null,
  };
  return events.map((event, index) => {
    const { type, actorKind, offeredTo, status, queueId, ownerId, ownerName } = event;
    now =
      status !== null && queueId !== null ? { status, queueId, ownerId, ownerName } : { ...now, ...told(event, known) };
    return { type, actorKind, offeredTo, at: index === 0 ? known.openedAt : event.at, ...now };
  });
}

function told(event: StoredEvent, known: Known): Partial<StoryEvent> {
  switch (event.type) {
    case 'claimed':
      return event.actorId === null
        ? { status: 'claimed', ownerId: known.ownerId, ownerName: known.ownerName }
        : { status: 'claimed', ownerId: event.actorId, ownerName: event.actorName };
    case 'released':
      return { status: 'waiting', ownerId: null, ownerName: null };
    case 'transferred': {
      const name = TRANSFERRED.exec(event.summary)?.[1] ?? '';
      const queueId = known.queueNamed(name);
      if (queueId !== null) return { status: 'waiting', queueId, ownerId: null, ownerName: null };
      const ownerId = known.agentNamed(name) ?? known.ownerId;
      return ownerId === null ? {} : { status: 'claimed', ownerId, ownerName: name };
    }
    case 'resolved':
    case 'abandoned':
      return { status: event.type };
    default:
      return {};
  }
}
