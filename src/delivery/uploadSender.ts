/** Puts a document a customer has accepted where Teams keeps their files, and shows it in the chat. */
import { fileNotDelivered } from '../cards/words/agent/notes';
import { FILE_GONE, fileRefusedWords } from '../cards/words/agent/delivery';
import { noteAboutFile } from '../arrival/fileConsents';
import { Unreachable } from '../base/outbound/call';
import { upload } from '../base/outbound/transfer';
import { RefusedUrl } from '../base/outbound/url';
import { customerLane } from '../domain/lanes';
import type { Item, SendOutcome } from '../domain/outbox';
import { deliverableFile } from '../store/files';
import type { FileStore } from '../store/fileStore';
import { enqueue } from '../store/outbox/outbox';
import type { Db, Tx } from '../store/postgres/db';
import type { Sender } from './sender';

const TIMEOUT_MS = 18_000;
const MOST_ATTEMPTS = 6;
const INFO = 'application/vnd.microsoft.teams.card.file.info';

export class UploadSender implements Sender<'upload'> {
  readonly kind = 'upload';
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: { db: Db; store: FileStore; allowLoopback: boolean }) {}

  async send({ payload }: Item<'upload'>, signal: AbortSignal): Promise<SendOutcome> {
    const { db, store, allowLoopback } = this.options;
    const file = await deliverableFile(db.q, payload.fileId);
    if (file?.state !== 'ready' || !file.size) return { result: 'failed', reason: FILE_GONE };
    try {
      const { status, afterMs } = await upload({
        url: payload.upload.uploadUrl,
        allowLoopback,
        timeoutMs: TIMEOUT_MS,
        signal,
        // The address is a secret of its own; a token beside it would be one too many.
        headers: {
          'content-type': 'application/octet-stream',
          'content-range': `bytes 0-${file.size - 1}/${file.size}`,
        },
        length: file.size,
        bytes: store.get(file.id),
      });
      if (status >= 200 && status < 300) return { result: 'delivered' };
      const reason = fileRefusedWords(status);
      const passes = status === 408 || status === 429 || status >= 500;
      return passes ? { result: 'retry', reason, afterMs: afterMs ?? undefined } : { result: 'failed', reason };
    } catch (error) {
      if (error instanceof RefusedUrl) return { result: 'failed', reason: error.message };
      if (error instanceof Unreachable) return { result: 'retry', reason: error.message };
      throw error;
    }
  }

  async settle(tx: Tx, { payload }: Item<'upload'>, outcome: SendOutcome): Promise<void> {
    if (outcome.result === 'retry') return;
    const file = await deliverableFile(tx.q, payload.fileId);
    if (!file) return;
    if (outcome.result === 'failed') {
      return noteAboutFile(tx, file, fileNotDelivered(file.name, outcome.reason));
    }
    const { contentUrl, name, uniqueId, fileType } = payload.upload;
    const attachment = { contentType: INFO, contentUrl, name: name ?? file.name, content: { uniqueId, fileType } };
    const lane = customerLane({ tenantId: file.tenantId, teamsConversationId: payload.to.conversationId });
    enqueue(tx, lane, 'answer', {
      to: payload.to,
      said: { attachment },
      ...(file.messageId !== null && { messageId: file.messageId }),
    });
  }
}
