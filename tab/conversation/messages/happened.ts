/** An event of a chat in words for whoever reads it. Pure. */
import type { EscalationEvent } from '../../../src/contract/api';
import { eventWords as words } from '../../words/events';

/** What stands among the messages; the rest is in the timeline alone. */
const TOLD = new Set<EscalationEvent['type']>([
  'claimed',
  'released',
  'transferred',
  'overdue',
  'warned',
  'asked',
  'put_on_hold',
  'continued',
  'hold_ran_out',
  'offered',
  'passed',
  'consulted',
  'joined',
  'left',
]);

/** Those that have a line of their own: the handoff and the end have theirs. */
export const toldAmongMessages = (events: readonly EscalationEvent[]): EscalationEvent[] =>
  events.filter(({ type }) => TOLD.has(type));

/** On paper nothing else says how it ended, and how it was. */
const ENDS = new Set<EscalationEvent['type']>(['resolved', 'abandoned', 'rated', 'bot_rated']);
export const toldOnPaper = (events: readonly EscalationEvent[]): EscalationEvent[] =>
  events.filter(({ type }) => TOLD.has(type) || ENDS.has(type));

/** @param meId null: for anybody, such as on paper */
export function happenedWords(event: EscalationEvent, meId: string | null): string {
  const { reason, type, actor } = event;
  if (type === 'resolved' || type === 'abandoned') return endWords({ type, actor, reason }, meId);
  const what = whatHappened(event, meId);
  // What the desk does says why.
  return !reason || actor.kind === 'system' ? what : words.because({ what, reason });
}

interface End extends Pick<EscalationEvent, 'actor' | 'reason'> {
  type: 'resolved' | 'abandoned';
}

/** Who ended it, and how it ended. */
export function endWords({ type, actor, reason }: End, meId: string | null): string {
  const what = whoEnded(type, actor, meId);
  return reason ? words.withOutcome({ what, outcome: reason }) : what;
}

function whoEnded(type: End['type'], { kind, id, name }: End['actor'], meId: string | null): string {
  if (type === 'abandoned') {
    if (kind === 'customer') return words.endedByCustomer;
    return kind === 'bot' ? words.endedByBot({ name }) : words.endedByDesk;
  }
  if (kind === 'system') return words.resolvedByDesk;
  return meId !== null && id === meId ? words.youResolved : words.resolved({ name });
}

function whatHappened({ type, actor, from, to, summary }: EscalationEvent, meId: string | null): string {
  const isMe = (person: { id: string | null } | null) => meId !== null && person?.id === meId;
  const [name, isMine, byDesk] = [actor.name, actor.kind === 'agent' && isMe(actor), actor.kind === 'system'];
  const queue = to.queue?.name ?? words.aQueue;
  const [owner, whom] = [from.agent?.name ?? words.anAgent, to.agent?.name ?? words.anAgent];
  switch (type) {
    case 'claimed':
      return isMine ? words.youClaimed : words.claimed({ name });
    case 'released': {
      const isOwn = !from.agent || from.agent.id === actor.id;
      if (byDesk) return isMe(from.agent) ? words.wentBackFromYou({ queue }) : words.wentBack({ owner, queue });
      if (isOwn) return isMine ? words.youReleased({ queue }) : words.released({ name, queue });
      if (isMine) return words.youTookFrom({ owner, queue });
      return isMe(from.agent) ? words.takenFromYou({ name, queue }) : words.takenFrom({ name, owner, queue });
    }
    case 'transferred':
      if (to.agent) {
        if (isMine) return isMe(to.agent) ? words.youTookOver : words.youTransferred({ to: to.agent.name });
        return isMe(to.agent) ? words.transferredToYou({ name }) : words.transferred({ name, to: to.agent.name });
      }
      // From before it was kept from where to where.
      if (!from.queue || !to.queue) return summary;
      if (byDesk) return words.movedByDesk({ from: from.queue.name, to: queue });
      return isMine
        ? words.youMoved({ from: from.queue.name, to: queue })
        : words.moved({ name, from: from.queue.name, to: queue });
    case 'warned':
      return isMe(to.agent) ? words.youWereReminded : to.agent ? words.reminded({ owner: whom }) : summary;
    case 'asked':
      return words.asked;
    case 'put_on_hold':
      return isMine ? words.youPutOnHold : words.putOnHold({ name });
    case 'continued':
      return isMine ? words.youContinued : words.continued({ name });
    case 'hold_ran_out':
      return words.holdRanOut;
    case 'offered':
      return isMe(to.agent) ? words.offeredToYou : to.agent ? words.offered({ to: whom }) : summary;
    case 'passed':
      if (!byDesk) return isMine ? words.youPassed : words.passed({ name });
      return isMe(from.agent) ? words.unansweredByYou : from.agent ? words.unanswered({ name: owner }) : summary;
    case 'consulted':
      if (!to.agent) return summary;
      if (isMine) return words.youConsulted({ to: whom });
      return isMe(to.agent) ? words.consultedYou({ name }) : words.consulted({ name, to: whom });
    case 'joined':
      return isMine ? words.youJoined : words.joined({ name });
    case 'left':
      return isMine ? words.youLeft : words.left({ name });
    default:
      // Of a target that was missed: for how long, since each further one is, too.
      return summary;
  }
}
