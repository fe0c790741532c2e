/** Teams' limits for a bot, as sliding windows. Pure: time arrives as `now`, in milliseconds. */
import type { ConnectorCall } from '../state/contract';

export type RateGroup = 'send' | 'create' | 'members' | 'conversations';

interface Window {
  span: number;
  limit: number;
}

const sending: readonly Window[] = [
  { span: 1_000, limit: 7 },
  { span: 2_000, limit: 8 },
  { span: 30_000, limit: 60 },
  { span: 3_600_000, limit: 1_800 },
];
const reading: readonly Window[] = [
  { span: 1_000, limit: 14 },
  { span: 2_000, limit: 16 },
  { span: 30_000, limit: 120 },
  { span: 3_600_000, limit: 3_600 },
];
const wholeTenant: readonly Window[] = [{ span: 1_000, limit: 50 }];

const table: Record<RateGroup, readonly Window[]> = {
  send: sending,
  create: sending,
  members: reading,
  conversations: reading,
};

/** Counts admitted calls; a refused call takes no room. */
export class RateTable {
  private readonly lanes = new Map<string, number[]>();
  private readonly tenant: number[] = [];

  /** Null when the call fits, else the milliseconds until it would. */
  admit(conversationId: string, group: RateGroup, now: number): number | null {
    const key = `${group} ${conversationId}`;
    const lane = this.lanes.get(key) ?? [];
    const wait = Math.max(waitFor(lane, table[group], now), waitFor(this.tenant, wholeTenant, now));
    if (wait > 0) return wait;
    push(lane, now, table[group]);
    push(this.tenant, now, wholeTenant);
    this.lanes.set(key, lane);
    return null;
  }

  clear(): void {
    this.lanes.clear();
    this.tenant.length = 0;
  }
}

function waitFor(admitted: number[], windows: readonly Window[], now: number): number {
  let wait = 0;
  for (const { span, limit } of windows) {
    // The call that must leave the window before another may enter it.
    const oldest = admitted[admitted.length - limit];
    if (oldest !== undefined) wait = Math.max(wait, oldest + span - now);
  }
  return wait;
}

function push(admitted: number[], now: number, windows: readonly Window[]): void {
  admitted.push(now);
  const keep = Math.max(...windows.map((w) => w.limit));
  if (admitted.length > keep * 2) admitted.splice(0, admitted.length - keep);
}

/**
 * Which row of the table a call counts in. A new thread counts as a message to its channel,
 * and so does every change to one: the documentation leaves both open, so the stricter reading holds.
 */
export function groupOf(op: ConnectorCall['op'], inChannel: boolean): RateGroup {
  if (op === 'members' || op === 'conversations') return op;
  return op === 'create' && !inChannel ? 'create' : 'send';
}

/** Those of the recorded calls that Teams would have refused, had it counted. */
export function overRate(calls: readonly ConnectorCall[]): ConnectorCall[] {
  const rates = new RateTable();
  return calls.filter(
    (call) =>
      call.accepted &&
      rates.admit(call.conversationId, groupOf(call.op, call.conversationId.startsWith('19:')), call.at) !== null,
  );
}
