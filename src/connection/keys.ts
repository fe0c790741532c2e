/** Keys of a connection: made and told once, replaced with an overlap, revoked at once. */
import { createHash, randomBytes } from 'node:crypto';
import { AppError, badField } from '../base/errors';
import { KEY_MADE, keyReplacedWords, keyRevokedWords } from '../cards/words/manager/audit/keys';
import { KEY_PREFIX } from '../contract/agentCalls';
import { type NewKey, hasField } from '../contract/api';
import type { Identity } from '../domain/escalation';
import { endKey, insertKey, liveKeys, revokeKey } from '../store/connectionKeys';
import type { Db } from '../store/postgres/db';
import { type Connections, auditConnection } from './registry';

const KEY_BYTES = 32;
const HINT = 4;
/** One in use, one to come, and some for whoever forgot. */
const MOST_KEYS = 5;
const HOUR_MS = 3_600_000;

/** What is kept of a key. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();

export class ConnectionKeys {
  constructor(
    private readonly db: Db,
    private readonly connections: Connections,
  ) {}

  /** The key, which nobody is told again. */
  async make(who: Identity, id: string, { replaces, graceHours }: NewKey): Promise<string> {
    const key = `${KEY_PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`;
    const hint = key.slice(-HINT);
    await this.connections.locked(who, id, async (tx, row) => {
      if (!hasField(row.kind, 'callerAppId')) {
        throw new AppError('bad_request', 'Only Copilot Studio agents in Teams call with a key.');
      }
      const now = new Date();
      const live = await liveKeys(tx.q, id, now);
      const old = replaces ? live.find((one) => one.id === replaces) : null;
      if (replaces && !old) throw badField('replaces', 'There is no such key, or it is not good any more.');
      if (live.length >= MOST_KEYS) {
        throw new AppError('in_use', `A connection has ${MOST_KEYS} keys at most. Revoke one first.`);
      }
      await insertKey(tx.q, { connectionId: id, hash: hashOfKey(key), hint, createdBy: who.name });
      if (old) await endKey(tx.q, old.id, new Date(now.getTime() + graceHours * HOUR_MS));
      const words = old ? keyReplacedWords(row.name, old.hint, hint, graceHours) : KEY_MADE(row.name, hint);
      await auditConnection(tx, who, row, 'rotated', words);
    });
    return key;
  }

  /** From now on it opens nothing. */
  async revoke(who: Identity, id: string, keyId: string): Promise<void> {
    await this.connections.locked(who, id, async (tx, row) => {
      const now = new Date();
      const key = (await liveKeys(tx.q, id, now)).find((one) => one.id === keyId);
      if (!key) throw new AppError('not_found', 'There is no such key, or it is not good any more.');
      await revokeKey(tx.q, key.id, now);
      await auditConnection(tx, who, row, 'rotated', keyRevokedWords(row.name, key.hint));
    });
  }
}
