import { post } from '../../desk/api';

const EVERY_MS = 3_000;
const lastSent = new Map<string, number>();

/** Throttled: tells the customer that somebody is typing. */
export function signalTyping(escalationId: string): void {
  const now = Date.now();
  if (now - (lastSent.get(escalationId) ?? 0) < EVERY_MS) return;
  lastSent.set(escalationId, now);
  // Best effort: errors are ignored.
  post(`/escalations/${encodeURIComponent(escalationId)}/typing`).catch(() => {});
}
