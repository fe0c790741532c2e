/**
 * Presence in Teams, where managers want it followed: whoever is available at the desk and in a call in Teams is offered
 * nothing meanwhile. Only those who are there are asked about, at a fixed interval, by one process at a time. What
 * cannot be read changes nothing, and stands in the settings; what was read runs out soon after.
 */
import type { Log } from '../base/log';
import { seenInTeams } from '../domain/teamsPresence';
import { availableThere, saveTeamsPresence } from '../store/presence';
import { type GraphFault, noteGraphFailed, noteGraphWorked, putOffPresence, takePresenceTurns } from '../store/graph';
import type { Db } from '../store/postgres/db';
import { queueIdsOf } from '../store/queues';
import type { Assignment } from './assignment';

const EVERY_MS = 30_000;
/** What was read counts that long unless it is read again. */
const COUNTS_MS = 3 * EVERY_MS;
/** Circuit breaker: consent and settings are mended by hand. */
const CLOSED_MS = 10 * 60_000;
const MOST_PEOPLE = 6_500;

export type PresencesRead =
  | { ok: true; people: { id: string; availability: string; activity: string }[] }
  | { ok: false; fault: GraphFault; reason: string; afterMs: number | null };

export interface PresenceReader {
  read(tenantId: string, ids: readonly string[]): Promise<PresencesRead>;
}

export class TeamsPresence {
  constructor(
    private readonly db: Db,
    private readonly options: { reader: PresenceReader; assignment: Assignment; log: Log },
  ) {}

  /** Reads of every tenant whose turn it is; whoever takes a turn has moved it on, so others do not. */
  async look(now: Date): Promise<void> {
    const { db, options } = this;
    for (const { tenantId, follow } of await takePresenceTurns(db.q, now, new Date(now.getTime() + EVERY_MS))) {
      const ids = await availableThere(db.q, tenantId, now, MOST_PEOPLE);
      if (ids.length === 0) continue;
      const read = await options.reader.read(tenantId, ids);
      if (!read.ok) {
        await this.failed(tenantId, read, now);
        continue;
      }
      await noteGraphWorked(db.q, tenantId, 'presence', now);
      const asked = new Set(ids);
      const seen = read.people
        .filter(({ id }) => asked.has(id))
        .map((person) => ({ id: person.id, seen: seenInTeams(person, follow) }));
      await this.keep(tenantId, seen, now);
    }
  }

  private async keep(tenantId: string, seen: Parameters<typeof saveTeamsPresence>[2], now: Date): Promise<void> {
    const { assignment } = this.options;
    const changed = await this.db.transaction(async (tx) => {
      const until = new Date(now.getTime() + COUNTS_MS);
      const changed = await saveTeamsPresence(tx.q, tenantId, seen, { now, until });
      const queues = new Set<string>();
      for (const { id } of changed) {
        tx.hint({ kind: 'me', tenantId, agentId: id });
        for (const queueId of await queueIdsOf(tx.q, tenantId, id)) queues.add(queueId);
      }
      for (const id of queues) tx.hint({ kind: 'queue', id });
      return changed;
    });
    // Apart: claims hold the row of an agent while they hold an escalation's.
    for (const { id, name, isAvailable } of changed)
      if (!isAvailable) await assignment.withdraw(tenantId, { id, name });
    if (changed.length > 0) assignment.look(tenantId);
  }

  private async failed(
    tenantId: string,
    { fault, reason, afterMs }: Extract<PresencesRead, { ok: false }>,
    now: Date,
  ): Promise<void> {
    const { db, options } = this;
    const isNews = await noteGraphFailed(db.q, tenantId, 'presence', { fault, reason }, now);
    if (isNews) options.log.warn('graph.presence_failed', { code: fault, reason });
    const pauseMs = fault === 'busy' || fault === 'broken' ? (afterMs ?? 0) : CLOSED_MS;
    if (pauseMs > EVERY_MS) await putOffPresence(db.q, tenantId, new Date(now.getTime() + pauseMs));
  }
}
