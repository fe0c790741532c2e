/** The least that lets one win: who asks is proven by their token, and one statement compares and sets. */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { SANDBOX } from '../../../src/config/world';
import { runSource } from '../../support/program';
import type { World } from '../support/world';

export async function startClaimServer(world: World) {
  const { pool } = world.database.db;
  await pool.query('create table claimable (id uuid primary key, owner text)');
  const cloudUrl = world.serviceUrl.replace('/teams/', '');
  const program = runSource('../bench/baselines/claims.ts', [
    JSON.stringify({
      databaseUrl: world.database.url,
      jwksUrl: `${cloudUrl}/entra/${SANDBOX.tenantId}/discovery/v2.0/keys`,
      issuer: `${cloudUrl}/entra/${SANDBOX.tenantId}/v2.0`,
      audience: SANDBOX.tab.clientId,
    }),
  ]);
  if (!program.process.stdout) throw new Error('The server has no pipe.');
  const first = await createInterface({ input: program.process.stdout })[Symbol.asyncIterator]().next();
  if (first.done) throw new Error(`The server ended: ${program.output()}`);
  return {
    url: first.value,
    pid: program.process.pid ?? 0,
    async furnish(count: number): Promise<string[]> {
      const ids = Array.from({ length: count }, () => randomUUID());
      await pool.query('insert into claimable (id) select unnest($1::uuid[])', [ids]);
      return ids;
    },
    stop: () => program.process.kill('SIGKILL'),
  };
}
