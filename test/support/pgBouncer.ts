/** PgBouncer in transaction mode, where this machine has it: the program that PGBOUNCER names. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { accountFor } from '../../src/store/postgres/bundledAccount';
import { eventually } from './eventually';
import { freePort } from './ports';
import { run } from './program';

export interface PgBouncerProgram {
  path: string;
  version: string;
  /** Keeps named statements in transaction mode. */
  keepsNames: boolean;
}

/** Null where PGBOUNCER names none. */
export function findPgBouncer(): PgBouncerProgram | null {
  const path = process.env.PGBOUNCER ?? '';
  if (!path || !existsSync(path)) return null;
  const [, major = 0, minor = 0] =
    /PgBouncer (\d+)\.(\d+)/.exec(execFileSync(path, ['--version'], { encoding: 'utf8' })) ?? [];
  const version = `${major}.${minor}`;
  return { path, version, keepsNames: Number(major) > 1 || Number(minor) >= 21 };
}

export interface PgBouncer {
  url: string;
  /** From now on it goes to the server at this port. */
  moveTo(port: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startPgBouncer(
  { path, keepsNames }: PgBouncerProgram,
  options: { database: string; serverPort: number },
): Promise<PgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const settings = join(folder, 'pgbouncer.ini');
  const at = (database: string) => `postgres://desk@127.0.0.1:${port}/${database}`;
  const write = (serverPort: number) =>
    writeFileSync(
      settings,
      [
        '[databases]',
        `${options.database} = host=127.0.0.1 port=${serverPort} user=desk`,
        '[pgbouncer]',
        'listen_addr = 127.0.0.1',
        `listen_port = ${port}`,
        'unix_socket_dir =',
        'auth_type = any',
        'admin_users = desk',
        'pool_mode = transaction',
        'server_login_retry = 1',
        ...(keepsNames ? ['max_prepared_statements = 200'] : []),
      ].join('\n'),
    );
  write(options.serverPort);
  // It refuses to run as root.
  const account = accountFor(folder, null);
  const as = account ? ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--'] : [];
  const [command = path, ...args] = [...as, path, settings];
  const program = run(command, args, process.env, folder);
  const end = () => program.process.kill('SIGKILL');
  process.once('exit', end);

  const admin = async (order: string): Promise<void> => {
    const client = new Client({ connectionString: at('pgbouncer'), connectionTimeoutMillis: 10_000 });
    await client.connect();
    try {
      await client.query(order);
    } finally {
      await client.end();
    }
  };
  await eventually(() => admin('show version').then(() => true), {
    what: 'PgBouncer to be ready',
    ended: program.end,
    told: program.output,
  });
  return {
    url: at(options.database),
    async moveTo(serverPort) {
      write(serverPort);
      await admin('reload');
    },
    async stop() {
      end();
      process.off('exit', end);
      if (program.end() === null) await Promise.race([once(program.process, 'exit'), program.ended]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}
