/** Canned replies, everybody's and each person's own, with their files. */
import { sql } from 'kysely';
import type { CannedFile } from '../contract/api';
import type { Reader } from './postgres/db';
import { lockNamed } from './postgres/lockNamed';

export interface CannedReplyRow {
  id: string;
  tenantId: string;
  /** Null: everybody's. */
  ownerId: string | null;
  name: string;
  text: string;
  version: number;
  changedBy: string;
  files: CannedFile[];
}

const FILES = sql<CannedFile[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'size', f.size)
    order by f.created_at, f.id)
  from canned_reply_file f where f.reply_id = canned_reply.id), '[]'::jsonb)`.as('files');

const rows = (q: Reader) =>
  q
    .selectFrom('canned_reply')
    .select([
      'id',
      'tenant_id as tenantId',
      'owner_id as ownerId',
      'name',
      'text',
      'version',
      'changed_by_name as changedBy',
      FILES,
    ]);

/** Everybody's and one person's own, by name. */
export async function cannedRepliesOf(
  q: Reader,
  who: { tenantId: string; id: string },
  most: number,
): Promise<CannedReplyRow[]> {
  return rows(q)
    .where('tenant_id', '=', who.tenantId)
    .where((eb) => eb.or([eb('owner_id', 'is', null), eb('owner_id', '=', who.id)]))
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(most)
    .execute();
}

export async function findCannedReply(q: Reader, id: string): Promise<CannedReplyRow | null> {
  return (await rows(q).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockCannedReply(q: Reader, id: string): Promise<CannedReplyRow | null> {
  await q.selectFrom('canned_reply').select('id').where('id', '=', id).forUpdate().execute();
  return findCannedReply(q, id);
}

/** Everybody's list, or one person's: who adds to it counts what is there, and nobody adds meanwhile. */
export async function lockCannedReplies(q: Reader, tenantId: string, ownerId: string | null): Promise<void> {
  await lockNamed(q, `canned replies ${tenantId} ${ownerId ?? ''}`);
}

export async function countCannedReplies(q: Reader, tenantId: string, ownerId: string | null): Promise<number> {
  const { count } = await q
    .selectFrom('canned_reply')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenant_id', '=', tenantId)
    .where('owner_id', ownerId === null ? 'is' : '=', ownerId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertCannedReply(
  q: Reader,
  reply: { tenantId: string; ownerId: string | null; name: string; text: string; by: string },
): Promise<string> {
  const { id } = await q
    .insertInto('canned_reply')
    .values({
      tenant_id: reply.tenantId,
      owner_id: reply.ownerId,
      name: reply.name,
      text: reply.text,
      changed_by_name: reply.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateCannedReply(
  q: Reader,
  id: string,
  change: { name?: string | undefined; text?: string | undefined; by: string },
): Promise<void> {
  await q
    .updateTable('canned_reply')
    .set({
      ...(change.name !== undefined && { name: change.name }),
      ...(change.text !== undefined && { text: change.text }),
      changed_by_name: change.by,
      changed_at: sql<Date>`now()`,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

export async function deleteCannedReply(q: Reader, id: string): Promise<void> {
  await q.deleteFrom('canned_reply').where('id', '=', id).execute();
}

export async function addCannedFile(
  q: Reader,
  file: { replyId: string; name: string; contentType: string; bytes: Buffer },
): Promise<void> {
  await q
    .insertInto('canned_reply_file')
    .values({
      reply_id: file.replyId,
      name: file.name,
      content_type: file.contentType,
      size: file.bytes.length,
      bytes: file.bytes,
    })
    .execute();
}

export async function deleteCannedFile(q: Reader, replyId: string, fileId: string): Promise<void> {
  await q.deleteFrom('canned_reply_file').where('reply_id', '=', replyId).where('id', '=', fileId).execute();
}

/** One at a time: each may be large. */
export async function cannedFileBytes(q: Reader, fileId: string): Promise<Buffer | null> {
  const row = await q.selectFrom('canned_reply_file').select('bytes').where('id', '=', fileId).executeTakeFirst();
  return row?.bytes ?? null;
}
