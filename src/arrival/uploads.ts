/** Files agents bring, before they are sent with a message or a note. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../base/errors';
import { TOO_LARGE } from '../cards/words/files';
import type { Identity } from '../domain/escalation';
import { fileName } from '../base/names';
import { FILE_LIMITS } from '../domain/file';
import type { Db } from '../store/postgres/db';
import type { FileStore } from '../store/fileStore';
import {
  deleteFile,
  fileIsReady,
  findFile,
  forgetUnsent,
  insertFile,
  type StoredFile,
  uploadedSince,
} from '../store/files';
import { FileRefused, refusedUpload, takeFile } from './takeFile';
import { unnamed } from '../cards/words/names';

const HOUR_MS = 3_600_000;
/** What one person brings in an hour: far more than anybody answers with. */
const QUOTA = { files: 200, bytes: 500 * 1_048_576 };
const UNSENT_MS = 24 * HOUR_MS;
const BATCH = 200;

export interface Upload {
  tenantId: string;
  conversationId: string;
  name: string;
  /** What the sender calls its type. */
  claimed: string | null;
  /** Bytes, as announced. */
  length: number | null;
  bytes: AsyncIterable<Uint8Array>;
}

export class Uploads {
  constructor(
    private readonly db: Db,
    private readonly store: FileStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async take(who: Identity, upload: Upload): Promise<StoredFile> {
    if (upload.length !== null && upload.length > FILE_LIMITS.bytes) throw new AppError('too_large', TOO_LARGE);
    await this.requireQuota(who, upload.length ?? 0);
    const file = {
      id: randomUUID(),
      tenantId: upload.tenantId,
      conversationId: upload.conversationId,
      messageId: null,
      owner: { kind: 'agent' as const, id: who.id },
      name: fileName(upload.name, unnamed.file, FILE_LIMITS.name),
      contentType: upload.claimed ?? 'application/octet-stream',
      source: null,
    };
    await insertFile(this.db.q, file);
    try {
      const taken = await takeFile(this.store, { ...file, claimed: upload.claimed }, upload.bytes);
      await fileIsReady(this.db.q, file.id, taken);
    } catch (error) {
      await deleteFile(this.db.q, file.id);
      throw error instanceof FileRefused ? refusedUpload(error) : error;
    }
    const kept = await findFile(this.db.q, file.id);
    if (!kept) throw new AppError('unavailable', 'The file was not kept. Please try again.');
    return kept;
  }

  /** Uploads nobody has sent within a day. */
  async forget(now: Date): Promise<void> {
    const ids = await forgetUnsent(this.db.q, new Date(now.getTime() - UNSENT_MS), BATCH);
    for (const id of ids) await this.store.delete(id);
  }

  private async requireQuota(who: Identity, length: number): Promise<void> {
    const since = new Date(this.now().getTime() - HOUR_MS);
    const { count, bytes } = await uploadedSince(this.db.q, who, since);
    if (count >= QUOTA.files || bytes + length > QUOTA.bytes) {
      throw new AppError(
        'too_many_requests',
        'You have uploaded a great deal within an hour. Try again a little later.',
      );
    }
  }
}
