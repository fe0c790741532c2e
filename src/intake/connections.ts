/**
 * The registry: the only way to change a connection. Every change is one transaction:
 * lock, decide (pure), write, leave a line in the audit trail.
 */
import { randomBytes } from 'node:crypto';
import type { NewConnection } from '../api/contract';
import type { Identity } from '../escalation/escalation';
import { appendAudit } from '../store/audit';
import { type ConnectionRow, createConnection } from '../store/connections';
import type { Db } from '../store/db';

export interface Added {
  connection: ConnectionRow;
  /** What a REST bot's calls and the desk's webhooks are signed with; told once, here. */
  signingSecret: string | null;
}

const SIGNING_SECRET_BYTES = 32;

export class Connections {
  constructor(
    private readonly db: Db,
    private readonly o: { secretsKey: Buffer },
  ) {}

  async add(who: Identity, wanted: NewConnection): Promise<Added> {
    const signingSecret = wanted.kind === 'rest' ? newSigningSecret() : null;
    const connection = await this.db.transaction(async (tx) => {
      const row = await createConnection(tx.q, this.o.secretsKey, who.tenantId, {
        ...wanted,
        ...(signingSecret && { signingSecret }),
      });
      await appendAudit(tx.q, {
        tenantId: who.tenantId,
        actor: who,
        subject: { kind: 'connection', id: row.id, name: row.name },
        verb: 'added',
        summary: `Added ${row.name} with the app ID ${row.app_id}.`,
      });
      return row;
    });
    return { connection, signingSecret };
  }
}

function newSigningSecret(): string {
  return randomBytes(SIGNING_SECRET_BYTES).toString('base64url');
}
