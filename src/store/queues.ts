import { sql } from 'kysely';
import type { ChannelLoss, ServiceTargets, SurveySettings, WrapUpPart } from '../contract/api';
import { built } from './postgres/built';
import type { Reader } from './postgres/db';
import { lockNamed } from './postgres/lockNamed';

export interface QueueRow {
  id: string;
  tenantId: string;
  name: string;
  teamId: string | null;
  teamName: string | null;
  channelId: string | null;
  channelName: string | null;
  /** Why the channel takes no cards any more. */
  channelLost: ChannelLoss | null;
  isDefault: boolean;
  serviceTargets: ServiceTargets;
  /** What an agent has to say before resolving. */
  wrapUpRequires: WrapUpPart[];
  /** What its customers are asked at the end; null: nothing. */
  survey: SurveySettings | null;
  version: number;
}

export interface ListedQueue extends QueueRow {
  /** Escalations waiting in it now. */
  waiting: number;
}

const MOST = 500;

/** What holds where a queue says nothing, because the target is newer than the queue. */
export const newTargets = sql`'{"unreadMinutes": 10}'::jsonb`;

function queues(q: Reader) {
  return q
    .selectFrom('queue')
    .leftJoin('team', 'team.id', 'queue.team_id')
    .where('queue.removed_at', 'is', null)
    .select([
      'queue.id',
      'queue.tenant_id as tenantId',
      'queue.name',
      'queue.team_id as teamId',
      'team.name as teamName',
      'queue.channel_id as channelId',
      'queue.channel_name as channelName',
      'queue.channel_lost as channelLost',
      'queue.is_default as isDefault',
      sql<ServiceTargets>`${newTargets} || queue.service_targets`.as('serviceTargets'),
      'queue.wrap_up_requires as wrapUpRequires',
      'queue.survey',
      'queue.version',
    ]);
}

export async function findQueue(q: Reader, id: string): Promise<QueueRow | null> {
  const [row] = await queueById(q, { id });
  return row ?? null;
}
const queueById = built((q, { id }: { id: string }) => queues(q).where('queue.id', '=', id));

/** Row lock for changing a queue (FOR NO KEY UPDATE): rows that only refer to it are not blocked. */
export async function lockQueue(q: Reader, id: string): Promise<void> {
  await q.selectFrom('queue').select('id').where('id', '=', id).forNoKeyUpdate().execute();
}

/** Counts who waits: for what lists queues, not for what only needs one. */
const waiting =
  sql<number>`(select count(*)::int from escalation where escalation.queue_id = queue.id and escalation.status = 'waiting')`.as(
    'waiting',
  );

export async function findListedQueue(q: Reader, id: string): Promise<ListedQueue | null> {
  return (await queues(q).select(waiting).where('queue.id', '=', id).executeTakeFirst()) ?? null;
}

/** Which channel has the queue's cards; null where none has. */
export async function channelOf(q: Reader, id: string): Promise<string | null> {
  const [row] = await channelById(q, { id });
  return row?.channelId ?? null;
}
const channelById = built((q, { id }: { id: string }) =>
  q.selectFrom('queue').select('channel_id as channelId').where('id', '=', id).where('removed_at', 'is', null),
);

export async function listQueues(q: Reader, tenantId: string): Promise<ListedQueue[]> {
  return queues(q)
    .select(waiting)
    .where('queue.tenant_id', '=', tenantId)
    .orderBy('queue.is_default', 'desc')
    .orderBy(sql`queue.name collate "C"`)
    .limit(MOST)
    .execute();
}

/** Every queue's name by its id; without the rest that listing them reads. */
export async function queueNames(q: Reader, tenantId: string): Promise<Map<string, string>> {
  const rows = await q
    .selectFrom('queue')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('removed_at', 'is', null)
    .limit(MOST)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Where an escalation of this queue could go. */
export async function queuesBeside(q: Reader, tenantId: string, id: string): Promise<{ id: string; name: string }[]> {
  return q
    .selectFrom('queue')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('removed_at', 'is', null)
    .where('id', '<>', id)
    .orderBy(sql`name collate "C"`)
    .limit(50)
    .execute();
}

export async function queueOfChannel(q: Reader, tenantId: string, channelId: string): Promise<QueueRow | null> {
  const row = await queues(q)
    .where('queue.tenant_id', '=', tenantId)
    .where('queue.channel_id', '=', channelId)
    .orderBy('queue.created_at')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Where an escalation goes that no rule and no connection placed. */
export async function defaultQueue(q: Reader, tenantId: string): Promise<{ id: string; name: string } | null> {
  const row = await q
    .selectFrom('queue')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('removed_at', 'is', null)
    .orderBy('is_default', 'desc')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertQueue(
  q: Reader,
  options: {
    tenantId: string;
    name: string;
    teamId: string | null;
    channelId: string | null;
    channelName: string | null;
    isDefault: boolean;
  },
): Promise<string> {
  const row = await q
    .insertInto('queue')
    .values({
      tenant_id: options.tenantId,
      name: options.name,
      team_id: options.teamId,
      channel_id: options.channelId,
      channel_name: options.channelName,
      is_default: options.isDefault,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function updateQueue(
  q: Reader,
  id: string,
  change: {
    name?: string;
    teamId?: string;
    channelId?: string;
    channelName?: string | null;
    serviceTargets?: Partial<ServiceTargets> | undefined;
    wrapUpRequires?: WrapUpPart[] | undefined;
    survey?: SurveySettings | null | undefined;
  },
): Promise<void> {
  const set = {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.teamId !== undefined && { team_id: change.teamId }),
    ...(change.channelId !== undefined && { channel_id: change.channelId, channel_lost: null }),
    ...(change.channelName !== undefined && { channel_name: change.channelName }),
    ...(change.survey !== undefined && { survey: change.survey && JSON.stringify(change.survey) }),
    ...(change.wrapUpRequires && { wrap_up_requires: [...new Set(change.wrapUpRequires)] }),
    ...(change.serviceTargets && {
      service_targets: sql<string>`service_targets || ${JSON.stringify(change.serviceTargets)}::jsonb`,
    }),
  };
  if (Object.keys(set).length === 0) return;
  if (change.serviceTargets) await keepFormerTargets(q, id);
  await q
    .updateTable('queue')
    .set({ ...set, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute();
}

/** What was promised, and when the queue was open, holds for what came in before it was changed. */
async function keepFormerTargets(q: Reader, id: string): Promise<void> {
  await sql`
    insert into former_targets (queue_id, until, service_targets)
    select id, statement_timestamp(), service_targets from queue where id = ${id}
    on conflict do nothing`.execute(q);
}

/** Exactly one default per tenant; two managers at once leave one, not two. */
export async function makeDefault(q: Reader, tenantId: string, id: string): Promise<void> {
  await lockNamed(q, `default queue ${tenantId}`);
  await q
    .updateTable('queue')
    .set({ is_default: false })
    .where('tenant_id', '=', tenantId)
    .where('is_default', '=', true)
    .execute();
  await q.updateTable('queue').set({ is_default: true }).where('id', '=', id).execute();
}

export async function markQueueRemoved(q: Reader, id: string, now: Date): Promise<void> {
  await q.updateTable('queue').set({ removed_at: now, is_default: false }).where('id', '=', id).execute();
}

/** The queues a person belongs to: those of the teams they are a member of. */
export async function queueIdsOf(q: Reader, tenantId: string, userId: string): Promise<string[]> {
  const rows = await q
    .selectFrom('queue')
    .innerJoin('team_member', 'team_member.team_id', 'queue.team_id')
    .innerJoin('team', 'team.id', 'queue.team_id')
    .where('queue.tenant_id', '=', tenantId)
    .where('queue.removed_at', 'is', null)
    .where('team.installed', '=', true)
    .where('team_member.user_id', '=', userId)
    .select('queue.id')
    .limit(MOST)
    .execute();
  return rows.map((row) => row.id);
}
