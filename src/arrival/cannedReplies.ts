/** What agents keep to say again: everybody's, which managers keep, and each person's own. */
import type { CannedReplyChange, NewCannedReply } from '../contract/api';
import { LIMITS } from '../contract/fields';
import { AppError, badField } from '../base/errors';
import { fileName, visibleName } from '../base/names';
import { replyAdded, replyChanged, replyChanges, replyRemoved } from '../cards/words/manager/audit/kept';
import { TOO_LARGE_TO_KEEP } from '../cards/words/files';
import type { Identity } from '../domain/escalation';
import { FILE_LIMITS } from '../domain/file';
import { managesAll, requireManager } from '../domain/policy';
import {
  addCannedFile,
  cannedFileBytes,
  cannedRepliesOf,
  type CannedReplyRow,
  countCannedReplies,
  lockCannedReplies,
  deleteCannedFile,
  deleteCannedReply,
  findCannedReply,
  insertCannedReply,
  lockCannedReply,
  updateCannedReply,
} from '../store/cannedReplies';
import { appendAudit } from '../escalation/audit/append';
import type { StoredFile } from '../store/files';
import type { Db, Tx } from '../store/postgres/db';
import { FileRefused, readFile, refusedUpload } from './takeFile';
import type { Upload, Uploads } from './uploads';
import { unnamed } from '../cards/words/names';

const MOST = LIMITS.cannedShared + LIMITS.cannedOwn;

export class CannedReplies {
  constructor(
    private readonly db: Db,
    private readonly uploads: Pick<Uploads, 'take'>,
  ) {}

  async list(who: Identity): Promise<CannedReplyRow[]> {
    return cannedRepliesOf(this.db.q, who, MOST);
  }

  async add(who: Identity, { shared, ...reply }: NewCannedReply): Promise<CannedReplyRow> {
    if (shared) requireManager(who, 'share a canned reply');
    const ownerId = shared ? null : who.id;
    return this.db.transaction(async (tx) => {
      await lockCannedReplies(tx.q, who.tenantId, ownerId);
      const most = shared ? LIMITS.cannedShared : LIMITS.cannedOwn;
      if ((await countCannedReplies(tx.q, who.tenantId, ownerId)) >= most) {
        throw new AppError('bad_request', `There are ${most} canned replies already. Delete one first.`);
      }
      const name = nameOf(reply.name);
      const id = await insertCannedReply(tx.q, { ...reply, name, tenantId: who.tenantId, ownerId, by: who.name });
      const added = await this.reread(tx, id);
      await audit(tx, who, null, added);
      return added;
    });
  }

  async change(who: Identity, id: string, { version, name, text }: CannedReplyChange): Promise<CannedReplyRow> {
    return this.db.transaction(async (tx) => {
      const reply = await this.own(tx, who, id);
      if (version !== undefined && version !== reply.version) {
        throw new AppError(
          'changed_meanwhile',
          `${reply.changedBy} changed this canned reply after you opened it. Yours is not saved yet.`,
        );
      }
      await updateCannedReply(tx.q, id, { ...(name !== undefined && { name: nameOf(name) }), text, by: who.name });
      return this.changed(tx, who, reply);
    });
  }

  async remove(who: Identity, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const reply = await this.own(tx, who, id);
      await deleteCannedReply(tx.q, id);
      await audit(tx, who, reply, null);
    });
  }

  async addFile(
    who: Identity,
    id: string,
    file: Pick<Upload, 'name' | 'claimed' | 'length' | 'bytes'>,
  ): Promise<CannedReplyRow> {
    if (!mayChange(who, await this.visible(who, id))) throw notYours();
    if ((file.length ?? 0) > LIMITS.cannedFileBytes) throw tooLarge();
    const name = fileName(file.name, unnamed.file, FILE_LIMITS.name);
    const read = await readFile({ name, claimed: file.claimed }, file.bytes, LIMITS.cannedFileBytes).catch(
      (error: unknown) => {
        throw error instanceof FileRefused ? refusedUpload(error) : error;
      },
    );
    if (!read) throw tooLarge();
    const { contentType, bytes } = read;
    return this.db.transaction(async (tx) => {
      const reply = await this.own(tx, who, id);
      if (reply.files.length >= LIMITS.cannedFiles) {
        throw badField('file', `A canned reply has at most ${LIMITS.cannedFiles} files. Remove one first.`);
      }
      await addCannedFile(tx.q, { replyId: id, name, contentType, bytes });
      return this.changed(tx, who, reply);
    });
  }

  async removeFile(who: Identity, id: string, fileId: string): Promise<CannedReplyRow> {
    return this.db.transaction(async (tx) => {
      const reply = await this.own(tx, who, id);
      await deleteCannedFile(tx.q, id, fileId);
      return this.changed(tx, who, reply);
    });
  }

  /** Its files as uploads of one's own for a conversation, to go with the message. */
  async bring(who: Identity, id: string, to: { tenantId: string; conversationId: string }): Promise<StoredFile[]> {
    const { files } = await this.visible(who, id);
    const brought: StoredFile[] = [];
    for (const { id: fileId, name, contentType, size } of files) {
      const bytes = await cannedFileBytes(this.db.q, fileId);
      // Deleted meanwhile, it is not there to be sent.
      if (!bytes) continue;
      const upload = { ...to, name, claimed: contentType, length: size, bytes: piece(bytes) };
      brought.push(await this.uploads.take(who, upload));
    }
    return brought;
  }

  /** One that cannot be seen looks the same as none. */
  private async visible(who: Identity, id: string): Promise<CannedReplyRow> {
    return requireSeen(who, await findCannedReply(this.db.q, id));
  }

  private async own(tx: Tx, who: Identity, id: string): Promise<CannedReplyRow> {
    const reply = requireSeen(who, await lockCannedReply(tx.q, id));
    if (!mayChange(who, reply)) throw notYours();
    return reply;
  }

  private async changed(tx: Tx, who: Identity, before: CannedReplyRow): Promise<CannedReplyRow> {
    const after = await this.reread(tx, before.id);
    await audit(tx, who, before, after);
    return after;
  }

  private async reread(tx: Tx, id: string): Promise<CannedReplyRow> {
    const reply = await findCannedReply(tx.q, id);
    if (!reply) throw gone();
    return reply;
  }
}

/** What everybody has; a person's own replies are nobody else's business. */
async function audit(
  tx: Tx,
  who: Identity,
  before: CannedReplyRow | null,
  after: CannedReplyRow | null,
): Promise<void> {
  const reply = after ?? before;
  const changes = replyChanges(before, after);
  if (reply?.ownerId !== null || changes.length === 0) return;
  const [verb, words] = !before
    ? (['added', replyAdded] as const)
    : after
      ? (['changed', replyChanged] as const)
      : (['removed', replyRemoved] as const);
  await appendAudit(tx.q, {
    tenantId: who.tenantId,
    actor: who,
    subject: { kind: 'cannedReply', id: reply.id, name: reply.name },
    verb,
    summary: words(reply.name),
    changes,
  });
}

/** One's own; everybody's are the managers'. */
export const mayChange = (who: Identity, { ownerId }: Pick<CannedReplyRow, 'ownerId'>): boolean =>
  ownerId === null ? managesAll(who) : ownerId === who.id;

function requireSeen(who: Identity, reply: CannedReplyRow | null): CannedReplyRow {
  if (reply?.tenantId !== who.tenantId || (reply.ownerId !== null && reply.ownerId !== who.id)) throw gone();
  return reply;
}

const tooLarge = () => new AppError('too_large', TOO_LARGE_TO_KEEP);
const gone = () => new AppError('not_found', 'There is no such canned reply.');
const notYours = () => new AppError('forbidden', 'Canned replies that everybody has are changed by managers.');

function nameOf(name: string): string {
  const visible = visibleName(name, LIMITS.cannedName);
  if (visible === null) throw badField('name', 'Give it a name people can see.');
  return visible;
}

async function* piece(bytes: Buffer): AsyncIterable<Uint8Array> {
  yield bytes;
}
