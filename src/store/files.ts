/** Files of conversations, without their bytes (`fileStore.ts`): whose they are, where they come from, how they stand. */
import { type Selectable, sql } from 'kysely';
import type { FileSource } from '../domain/file';
import type { ActorKind } from '../domain/message';
import type { Span } from './transcript';
import { type Reader, anyOf, constant } from './postgres/db';
import type { Tables } from './postgres/schema';

type Row = Selectable<Tables['file']>;

export interface StoredFile {
  id: string;
  tenantId: string;
  conversationId: string;
  /** Null while nobody has sent it. */
  messageId: string | null;
  owner: { kind: ActorKind; id: string | null };
  name: string;
  contentType: string;
  size: number | null;
  state: 'fetching' | 'ready' | 'unavailable';
  reason: string | null;
  hasThumbnail: boolean;
}

const COLUMNS = [
  'file.id',
  'file.tenant_id',
  'file.conversation_id',
  'file.message_id',
  'file.owner_kind',
  'file.owner_id',
  'file.name',
  'file.content_type',
  'file.size',
  'file.state',
  'file.reason',
] as const;
const thumbnailed = sql<boolean>`file.thumbnail is not null`.as('has_thumbnail');

export interface NewFile {
  id: string;
  tenantId: string;
  conversationId: string;
  messageId: string | null;
  owner: { kind: ActorKind; id: string | null };
  name: string;
  contentType: string;
  source: FileSource | null;
}

/** Begins as being fetched. */
export async function insertFile(q: Reader, file: NewFile): Promise<void> {
  await q
    .insertInto('file')
    .values({
      id: file.id,
      tenant_id: file.tenantId,
      conversation_id: file.conversationId,
      message_id: file.messageId,
      owner_kind: file.owner.kind,
      owner_id: file.owner.id,
      name: file.name,
      content_type: file.contentType,
      state: 'fetching',
      source: file.source && JSON.stringify(file.source),
    })
    .execute();
}

export async function findFile(q: Reader, id: string): Promise<StoredFile | null> {
  const row = await q.selectFrom('file').select(COLUMNS).select(thumbnailed).where('id', '=', id).executeTakeFirst();
  return row ? toFile(row) : null;
}

/** Where a file that is still to be fetched is; null when there is nothing to fetch. */
export async function sourceOf(q: Reader, id: string): Promise<{ file: StoredFile; source: FileSource } | null> {
  const row = await q
    .selectFrom('file')
    .select(COLUMNS)
    .select(['source', thumbnailed])
    .where('id', '=', id)
    .where('state', '=', constant('fetching'))
    .executeTakeFirst();
  return row?.source ? { file: toFile(row), source: row.source as FileSource } : null;
}

export async function filesOf(q: Reader, messageIds: readonly string[]): Promise<StoredFile[]> {
  if (messageIds.length === 0) return [];
  const rows = await q
    .selectFrom('file')
    .select(COLUMNS)
    .select(thumbnailed)
    .where('message_id', '=', anyOf(messageIds))
    .execute();
  return rows.map(toFile);
}

/** A file that may leave the desk; made by the two queries below and by nothing else. */
export type DeliverableFile = StoredFile & { readonly [deliverable]: true };
declare const deliverable: unique symbol;

/** The file as a customer or their bot may have it: of a message that is no note and was not taken back. */
export async function deliverableFile(q: Reader, id: string): Promise<DeliverableFile | null> {
  const row = await deliverableRows(q).where('file.id', '=', id).executeTakeFirst();
  return row ? (toFile(row) as DeliverableFile) : null;
}

/** The same of all files of a message; none of a note. */
export async function deliverableFiles(q: Reader, messageId: string): Promise<DeliverableFile[]> {
  const rows = await deliverableRows(q).where('file.message_id', '=', messageId).execute();
  return rows.map((row) => toFile(row) as DeliverableFile);
}

function deliverableRows(q: Reader) {
  return q
    .selectFrom('file')
    .innerJoin('message', 'message.id', 'file.message_id')
    .select(COLUMNS)
    .select(thumbnailed)
    .where('message.note', '=', false)
    .where('message.deleted_at', 'is', null);
}

export interface ReadableFile extends StoredFile {
  /** Visibility of a whisper's file: the agent it is for. */
  whisperTo: string | null;
}

/** The file as agents may have it: within the part of the conversation that is the escalation's, and not taken back; or not sent yet. */
export async function readableFile(q: Reader, id: string, span: Span): Promise<ReadableFile | null> {
  const row = await q
    .selectFrom('file')
    .leftJoin('message', 'message.id', 'file.message_id')
    .select(COLUMNS)
    .select(['message.seq', 'message.deleted_at', 'message.whisper_to', thumbnailed])
    .where('file.id', '=', id)
    .where('file.conversation_id', '=', span.conversationId)
    .executeTakeFirst();
  if (!row) return null;
  const { seq } = row;
  const isInSpan = seq === null || (seq >= span.fromSeq && (span.toSeq === null || seq <= span.toSeq));
  return isInSpan && row.deleted_at === null ? { ...toFile(row), whisperTo: row.whisper_to } : null;
}

export async function thumbnailOf(q: Reader, id: string): Promise<Buffer | null> {
  const row = await q.selectFrom('file').select('thumbnail').where('id', '=', id).executeTakeFirst();
  return row?.thumbnail ?? null;
}

/** The bytes are there. Where they came from is forgotten: links are secrets. */
export async function fileIsReady(
  q: Reader,
  id: string,
  file: { contentType: string; size: number; sha256: Buffer; thumbnail: Buffer | null },
): Promise<void> {
  await q
    .updateTable('file')
    .set({
      state: 'ready',
      reason: null,
      source: null,
      content_type: file.contentType,
      size: file.size,
      sha256: file.sha256,
      thumbnail: file.thumbnail,
    })
    .where('id', '=', id)
    .where('state', '=', constant('fetching'))
    .execute();
}

export async function fileIsUnavailable(q: Reader, id: string, reason: string): Promise<void> {
  await q
    .updateTable('file')
    .set({ state: 'unavailable', reason: reason.slice(0, 500), source: null })
    .where('id', '=', id)
    .where('state', '=', constant('fetching'))
    .execute();
}

/** Where it stands in a transcript; null while nobody has sent it. */
export async function placeOfFile(
  q: Reader,
  id: string,
): Promise<{ conversationId: string; escalationId: string | null; seq: number } | null> {
  const row = await q
    .selectFrom('file')
    .innerJoin('message', 'message.id', 'file.message_id')
    .select(['message.conversation_id as conversationId', 'message.escalation_id as escalationId', 'message.seq'])
    .where('file.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Ties uploads, which `lockUnsent` has found, to the message they are sent with. */
export async function claimFiles(q: Reader, ids: readonly string[], messageId: string): Promise<void> {
  if (ids.length === 0) return;
  await q.updateTable('file').set({ message_id: messageId }).where('id', '=', anyOf(ids)).execute();
}

/** An agent's uploads that nobody has sent, locked until the transaction ends. */
export async function lockUnsent(
  q: Reader,
  options: { ids: readonly string[]; conversationId: string; ownerId: string },
): Promise<StoredFile[]> {
  if (options.ids.length === 0) return [];
  const rows = await q
    .selectFrom('file')
    .select(COLUMNS)
    .select(thumbnailed)
    .where('id', '=', anyOf(options.ids))
    .where('conversation_id', '=', options.conversationId)
    .where('owner_kind', '=', constant('agent'))
    .where('owner_id', '=', options.ownerId)
    .where('message_id', 'is', null)
    .where('state', '=', constant('ready'))
    .forUpdate()
    .execute();
  return rows.map(toFile);
}

/** What one person has uploaded since, sent or not. */
export async function uploadedSince(
  q: Reader,
  owner: { tenantId: string; id: string },
  since: Date,
): Promise<{ count: number; bytes: number }> {
  const row = await q
    .selectFrom('file')
    .select([sql<number>`count(*)::int`.as('count'), sql<number>`coalesce(sum(size), 0)::float8`.as('bytes')])
    .where('owner_kind', '=', constant('agent'))
    .where('owner_id', '=', owner.id)
    .where('tenant_id', '=', owner.tenantId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  return row;
}

export async function deleteFile(q: Reader, id: string): Promise<void> {
  await q.deleteFrom('file').where('id', '=', id).execute();
}

/** Uploads nobody has sent; returned so that a store of another kind can let go of their bytes. */
export async function forgetUnsent(q: Reader, before: Date, limit: number): Promise<string[]> {
  const rows = await q
    .deleteFrom('file')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('file')
        .select('id')
        .where('message_id', 'is', null)
        .where('created_at', '<', before)
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

type Listed = Pick<
  Row,
  | 'id'
  | 'tenant_id'
  | 'conversation_id'
  | 'message_id'
  | 'owner_kind'
  | 'owner_id'
  | 'name'
  | 'content_type'
  | 'size'
  | 'state'
  | 'reason'
> & { has_thumbnail: boolean };

function toFile(row: Listed): StoredFile {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    owner: { kind: row.owner_kind, id: row.owner_id },
    name: row.name,
    contentType: row.content_type,
    size: row.size,
    state: row.state,
    reason: row.reason,
    hasThumbnail: row.has_thumbnail,
  };
}
