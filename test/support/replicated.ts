/** A primary and its hot standby, made of the PostgreSQL we bring, on ports of this machine; both forget with the test. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Client } from 'pg';
import { accountFor } from '../../src/store/postgres/bundledAccount';
import { findBinaries } from '../../src/store/postgres/bundledBinaries';
import { Db } from '../../src/store/postgres/db';
import { migrate } from '../../src/store/postgres/migrate';
import { eventually } from './eventually';
import { freePort } from './ports';

export interface PostgresServer {
  port: number;
  url: string;
  ask<T extends object>(statement: string): Promise<T[]>;
  start(): Promise<void>;
  /** `SIGKILL` leaves it no moment, `SIGINT` ends it in order. */
  end(signal: 'SIGKILL' | 'SIGINT'): Promise<void>;
}

export interface Replicated {
  primary: PostgresServer;
  standby: PostgresServer;
  /** A database as the desk has it, on both. */
  database: string;
  /** From now on a commit waits for the standby. */
  synchronous(): Promise<void>;
  /** Resolves when the standby writes. */
  promote(): Promise<void>;
  stop(): Promise<void>;
}

const ROLE = 'desk';
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const server of running) server.kill('SIGKILL');
});
/** Not asked to survive the machine. */
const FORGETS = ['fsync=off', 'full_page_writes=off'];

export async function startReplicated(): Promise<Replicated> {
  const folder = mkdtempSync(join(tmpdir(), 'replicated-'));
  chmodSync(folder, 0o755);
  const account = accountFor(folder, null);
  const binaries = findBinaries(account, folder);
  const own = (path: string) => account && chownSync(path, account.uid, account.gid);
  const log = join(folder, 'log');
  const primaryData = join(folder, 'primary');
  const standbyData = join(folder, 'standby');
  for (const data of [primaryData, standbyData]) {
    mkdirSync(data, { mode: 0o700 });
    own(data);
  }

  const initdb = ['-D', primaryData, '-U', ROLE, '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'];
  execFileSync(binaries.initdb, initdb, { ...account, cwd: folder, stdio: 'ignore' });
  const serverOver = (data: string, port: number) =>
    postgresServer({ data, port, log, program: binaries.postgres, account: account ?? {} });
  const primary = serverOver(primaryData, await freePort());
  const standby = serverOver(standbyData, await freePort());
  await primary.start();
  const database = 'desk_test';
  await primary.ask(`create database ${database}`);
  const db = new Db(`${primary.url}/${database}`, { max: 1 });
  try {
    await migrate(db);
  } finally {
    await db.close();
  }

  await copy();
  await standby.start();

  /** What `pg_basebackup` does, which we do not bring. */
  async function copy(): Promise<void> {
    const client = await connect(primary.url);
    try {
      await client.query("select pg_backup_start('standby', true)");
      const isLeftOut = (path: string) =>
        ['postmaster.pid', 'postmaster.opts'].includes(basename(path)) || /pg_wal\/[0-9A-F]/.test(path);
      cpSync(primaryData, standbyData, { recursive: true, filter: (path) => !isLeftOut(path) });
      const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()');
      writeFileSync(join(standbyData, 'backup_label'), rows[0]?.labelfile ?? '');
    } finally {
      await client.end();
    }
    writeFileSync(join(standbyData, 'standby.signal'), '');
    appendFileSync(
      join(standbyData, 'postgresql.auto.conf'),
      `primary_conninfo = 'host=127.0.0.1 port=${primary.port} user=${ROLE} application_name=standby'\n`,
    );
    for (const entry of readdirSync(standbyData, { recursive: true, encoding: 'utf8' })) own(join(standbyData, entry));
    chmodSync(standbyData, 0o700);
  }

  return {
    primary,
    standby,
    database,
    async synchronous() {
      await eventually(async () => (await primary.ask('select 1 from pg_stat_replication')).length > 0, {
        what: 'the standby to follow',
      });
      await primary.ask(`alter system set synchronous_standby_names = 'standby'`);
      await primary.ask('select pg_reload_conf()');
      await eventually(
        async () => (await primary.ask(`select 1 from pg_stat_replication where sync_state = 'sync'`)).length > 0,
        { what: 'the standby to be a synchronous one' },
      );
    },
    async promote() {
      await standby.ask('select pg_promote()');
      await eventually(async () => (await standby.ask('select 1 where not pg_is_in_recovery()')).length > 0, {
        what: 'the standby to write',
      });
    },
    async stop() {
      await Promise.all([primary.end('SIGKILL'), standby.end('SIGKILL')]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

interface Over {
  data: string;
  port: number;
  log: string;
  program: string;
  account: { uid?: number; gid?: number };
}

function postgresServer({ data, port, log, program, account }: Over): PostgresServer {
  const url = `postgres://${ROLE}@127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  const ask = async <T extends object>(statement: string): Promise<T[]> => {
    const client = await connect(url);
    try {
      return (await client.query<T>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    port,
    url,
    ask,
    async start() {
      const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...FORGETS];
      const out = openSync(log, 'a');
      const child = spawn(program, ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
        ...account,
        cwd: data,
        stdio: ['ignore', out, out],
      });
      server = child;
      running.add(child);
      child.once('exit', () => running.delete(child));
      await eventually(() => ask('select 1'), {
        what: 'PostgreSQL to be ready',
        ended: () => (child.exitCode === null ? null : `code ${child.exitCode}`),
        told: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
      });
    },
    async end(signal) {
      const child = server;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: `${url}/postgres`, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
