import { post } from '../../desk/api';

const EVERY_MS = 3_000;
const lastSent = new Map<string, number>();

/** Tells the customer that somebody is typing, now and then. */
export function signalTyping(escalationId: string): void {
  const now = Date.now();
  if (now - (lastSent.get(escalationId) ?? 0) < EVERY_MS) return;
  lastSent.set(escalationId, now);
  // A courtesy: when it does not arrive nothing is lost.
  post(`/escalations/${encodeURIComponent(escalationId)}/typing`).catch(() => {});
}
