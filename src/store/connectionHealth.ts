/** How connections do: last contact, faults by the hour, open escalations, tests, and secrets that end. */
import { sql } from 'kysely';
import type { TestReport } from '../contract/api';
import type { ConnectionRow } from './connections';
import { type Reader, constant, constants } from './postgres/db';

export interface ConnectionListing extends ConnectionRow {
  faultsLastDay: number;
  openEscalations: number;
  /** Another has the same app ID but for its capitals. */
  hasDouble: boolean;
  /** Keys of an agent in Teams that are good now, oldest first. */
  keys: ListedKey[];
}

/** Times as JSON has them. */
export interface ListedKey {
  id: string;
  hint: string;
  createdAt: string;
  createdBy: string;
  until: string | null;
  lastUsedAt: string | null;
}

/** More than any desk connects; lists are never unbounded. */
const MOST = 500;

function listings(q: Reader, now: Date) {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  return q
    .selectFrom('connection as n')
    .selectAll('n')
    .select([
      sql<number>`(select coalesce(sum(f.faults), 0)::int from connection_fault f
        where f.connection_id = n.id and f.hour > ${dayAgo})`.as('faultsLastDay'),
      sql<number>`(select count(*)::int from escalation e
        where e.connection_id = n.id and e.status in ('waiting', 'claimed'))`.as('openEscalations'),
      sql<boolean>`(n.state <> 'removed' and exists (select from connection o
        where lower(o.app_id) = lower(n.app_id) and o.state <> 'removed' and o.id <> n.id))`.as('hasDouble'),
      sql<ListedKey[]>`(select coalesce(jsonb_agg(jsonb_build_object(
          'id', k.id, 'hint', k.hint, 'createdAt', k.created_at, 'createdBy', k.created_by,
          'until', k.until, 'lastUsedAt', k.last_used_at) order by k.created_at, k.id), '[]')
        from connection_key k
        where k.connection_id = n.id and k.revoked_at is null and (k.until is null or k.until > ${now}))`.as('keys'),
    ]);
}

/** Those a tenant has, oldest first; removed ones are history. */
export async function listConnections(q: Reader, tenantId: string, now: Date): Promise<ConnectionListing[]> {
  return listings(q, now)
    .where('n.tenant_id', '=', tenantId)
    .where('n.state', '<>', constant('removed'))
    .orderBy('n.created_at')
    .limit(MOST)
    .execute();
}

export async function connectionListing(q: Reader, id: string, now: Date): Promise<ConnectionListing | null> {
  return (await listings(q, now).where('n.id', '=', id).executeTakeFirst()) ?? null;
}

export async function openEscalationsOfConnection(q: Reader, id: string): Promise<number> {
  const row = await q
    .selectFrom('escalation')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('connection_id', '=', id)
    .where('status', 'in', constants('waiting', 'claimed'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Calls of a bot, answers of its webhook; or turns of a connected agent, which a connection may have beside calls. */
export type Contact = 'calls' | 'turns';

/** Written at most once a minute per connection, every message would be a hot row; and at once after a fault. */
export async function contactSucceeded(q: Reader, id: string, contact: Contact, now: Date): Promise<void> {
  const column = contact === 'turns' ? 'last_turn_at' : 'last_contact_at';
  await q
    .updateTable('connection')
    .set({ [column]: now })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb(column, 'is', null),
        eb(column, '<', new Date(now.getTime() - 60_000)),
        eb(column, '<=', eb.ref('last_error_at')),
      ]),
    )
    .execute();
}

export async function contactFailed(q: Reader, id: string, reason: string, now: Date, faults = 1): Promise<void> {
  await sql`
    with n as (
      update connection set last_error = ${reason.slice(0, 500)}, last_error_at = ${now} where id = ${id} returning id
    )
    insert into connection_fault (connection_id, hour, faults)
    select id, date_trunc('hour', ${now}::timestamptz), ${faults} from n
    on conflict (connection_id, hour) do update set faults = connection_fault.faults + excluded.faults`.execute(q);
}

export async function forgetFaults(q: Reader, before: Date): Promise<void> {
  await q.deleteFrom('connection_fault').where('hour', '<', before).execute();
}

/** A test begins; what an earlier one said counts no longer. */
export async function testBegun(q: Reader, id: string, report: TestReport): Promise<void> {
  await q
    .updateTable('connection')
    .set({ tested_at: new Date(report.startedAt), test_passed: null, test_report: JSON.stringify(report) })
    .where('id', '=', id)
    .execute();
}

/** False when another test has begun meanwhile, or the connection was changed. */
export async function testWent(q: Reader, id: string, report: TestReport): Promise<boolean> {
  const result = await q
    .updateTable('connection')
    .set({
      test_report: JSON.stringify(report),
      ...(report.state !== 'running' && { test_passed: report.state === 'passed' }),
    })
    .where('id', '=', id)
    .where('tested_at', '=', new Date(report.startedAt))
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

/** The way to the bot changed: what was tested is not what is there. */
export async function testOutdated(q: Reader, id: string): Promise<void> {
  await q
    .updateTable('connection')
    .set({ tested_at: null, test_passed: false, test_report: null })
    .where('id', '=', id)
    .execute();
}

/** Connections one of whose secrets or certificates ends before then, and of which less was said so far. */
export async function endingSecrets(q: Reader, before: Date): Promise<ConnectionRow[]> {
  return q
    .selectFrom('connection')
    .selectAll()
    .where('state', '<>', constant('removed'))
    .where((eb) => eb.or([eb('secret_expires_at', '<', before), eb('bot_secret_expires_at', '<', before)]))
    .orderBy('created_at')
    .limit(MOST)
    .execute();
}

/** True for one caller per threshold, whichever process it is in. */
export async function takeWarning(q: Reader, id: string, days: number): Promise<boolean> {
  const result = await q
    .updateTable('connection')
    .set({ warned_days: days })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('warned_days', 'is', null), eb('warned_days', '>', days)]))
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}
