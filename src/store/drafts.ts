/** What people are writing: one row a person and escalation, gone when it was sent. */
import { sql } from 'kysely';
import type { Draft } from '../contract/api';
import type { Reader } from './postgres/db';

export interface DraftRow {
  draft: Draft;
  version: string;
  changedAt: Date;
}

interface Place {
  escalationId: string;
  agentId: string;
}

export async function findDraft(q: Reader, { escalationId, agentId }: Place): Promise<DraftRow | null> {
  const row = await q
    .selectFrom('draft')
    .select(['words as draft', 'version', 'changed_at as changedAt'])
    .where('escalation_id', '=', escalationId)
    .where('agent_id', '=', agentId)
    .executeTakeFirst();
  return row ?? null;
}

/** The new version; null when other words were kept since `version`. What was deleted since is no hindrance. */
export async function keepDraft(
  q: Reader,
  { escalationId, agentId }: Place,
  draft: Draft,
  version: string | null,
): Promise<string | null> {
  const { rows } = await sql<{ version: string }>`
    insert into draft (escalation_id, agent_id, words)
    select id, ${agentId}, ${JSON.stringify(draft)}::jsonb from escalation
    where id = ${escalationId}::uuid and erased_at is null
    on conflict (escalation_id, agent_id) do update
      set words = excluded.words, version = gen_random_uuid(), changed_at = now()
      where draft.version = ${version}::uuid or draft.words = excluded.words
    returning version`.execute(q);
  return rows[0]?.version ?? null;
}

/** False when other words were kept since `version`. */
export async function dropDraft(q: Reader, { escalationId, agentId }: Place, version: string | null): Promise<boolean> {
  const { rows } = await sql<{ left: boolean }>`
    with gone as (
      delete from draft where escalation_id = ${escalationId} and agent_id = ${agentId}
        and version = ${version}::uuid returning 1
    )
    select exists (
      select from draft where escalation_id = ${escalationId} and agent_id = ${agentId}
    ) and not exists (select from gone) as "left"`.execute(q);
  return rows[0]?.left !== true;
}

/** Nobody goes on with these: their escalation ended a while ago, or they were left alone for long. */
export async function forgetDrafts(q: Reader, before: { ended: Date; changed: Date }, limit: number): Promise<void> {
  await sql`
    delete from draft where (escalation_id, agent_id) in (
      select d.escalation_id, d.agent_id from draft d join escalation e on e.id = d.escalation_id
      where e.ended_at < ${before.ended} or d.changed_at < ${before.changed}
      limit ${limit} for update of d skip locked
    )`.execute(q);
}
