/** The least that lets one win: who asks is proven by their token, and one statement compares and sets. */
import { randomUUID } from 'node:crypto';
import { SANDBOX } from '../../../src/config/world';
import { startDialogue } from '../support/dialogue';
import type { World } from '../support/world';

export async function startClaimServer(world: World) {
  const { pool } = world.database.db;
  await pool.query('create table claimable (id uuid primary key, owner text)');
  const { cloudUrl } = world;
  const { first, pid, stop } = await startDialogue('baselines/claims.ts', [
    JSON.stringify({
      databaseUrl: world.database.url,
      jwksUrl: `${cloudUrl}/entra/${SANDBOX.tenantId}/discovery/v2.0/keys`,
      issuer: `${cloudUrl}/entra/${SANDBOX.tenantId}/v2.0`,
      audience: SANDBOX.tab.clientId,
    }),
  ]);
  return {
    url: first,
    meters: { pids: [pid], pool },
    async furnish(count: number): Promise<string[]> {
      const ids = Array.from({ length: count }, () => randomUUID());
      await pool.query('insert into claimable (id) select unnest($1::uuid[])', [ids]);
      return ids;
    },
    stop,
  };
}
