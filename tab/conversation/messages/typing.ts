/** Who is typing, as far as the stream told. */
import { useSyncExternalStore } from 'react';

/** Teams repeats the signal every few seconds; silence for longer means they stopped. */
const FADES_MS = 6_000;

const typingNow = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

export function heardTyping(escalationId: string): void {
  clearTimeout(typingNow.get(escalationId));
  typingNow.set(
    escalationId,
    setTimeout(() => stoppedTyping(escalationId), FADES_MS),
  );
  tell();
}

/** Their message has come: they are not typing it any more. */
export function stoppedTyping(escalationId: string): void {
  clearTimeout(typingNow.get(escalationId));
  if (typingNow.delete(escalationId)) tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useIsTyping = (escalationId: string): boolean =>
  useSyncExternalStore(subscribe, () => typingNow.has(escalationId));
