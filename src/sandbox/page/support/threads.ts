/** A channel's messages as posts with their replies. Pure. */
import type { SandboxMessage } from '../../state/contract';

export interface Thread {
  root: SandboxMessage;
  replies: SandboxMessage[];
}

export function threadsOf(messages: readonly SandboxMessage[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const message of messages) {
    if (message.threadId === null) threads.set(message.id, { root: message, replies: [] });
  }
  for (const message of messages) {
    if (message.threadId !== null) threads.get(message.threadId)?.replies.push(message);
  }
  return [...threads.values()];
}
