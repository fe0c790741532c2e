/** What the customer is told as their escalation moves. Pure. */
import type { Change } from './transitions';

export function openedWords(o: { number: number; place: number }): string {
  const ahead = o.place - 1;
  const line =
    ahead === 0
      ? 'You are next in line.'
      : ahead === 1
        ? 'One person is ahead of you.'
        : `${ahead} people are ahead of you.`;
  return `You are being transferred to a person. Your request is #${o.number}. ${line} You can keep writing here; they will see it all.`;
}

/** Null when the customer need not be told. */
export function changeWords(change: Change, o: { botName: string }): string | null {
  switch (change.event.type) {
    case 'claimed':
      return `${change.assigneeName} has joined the chat.`;
    case 'released':
      return 'The agent has left the chat. Somebody else will be with you soon.';
    case 'transferred':
      return change.assigneeName
        ? `${change.assigneeName} is taking over the chat.`
        : 'You are being transferred to another team. Somebody will be with you soon.';
    case 'joined':
      return `${change.event.actor.name} has joined the chat.`;
    case 'left':
      return change.person?.role === 'joined' ? `${change.event.actor.name} has left the chat.` : null;
    case 'asked':
      return 'Are you still there? If you do not answer, this chat with a person will end.';
    case 'resolved':
      return `The agent has left the chat. You are back with ${o.botName}.`;
    case 'abandoned':
      return `You are no longer waiting for a person. You are back with ${o.botName}.`;
    default:
      return null;
  }
}
