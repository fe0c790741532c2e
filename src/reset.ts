/** `npm run reset`: removes what the desk keeps on this machine, wherever that is, so that the next start begins afresh. */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { reasonOf } from './base/errors';
import { createLog } from './base/log';
import { type Environment, Settings } from './base/settings';
import { removeBundled } from './store/postgres/bundled';
import { findHome, leftBehind } from './store/postgres/bundledHome';

type Say = (line: string) => void;

/** @param agreed asks whether to go on, once everything that goes has been named */
export async function reset(env: Environment, say: Say, agreed: () => Promise<boolean>): Promise<number> {
  const s = new Settings(env);
  const dataDir = resolve(s.text('DATA_DIR') ?? '.data');
  const hasOwnDatabase = s.text('DATABASE_URL') !== null;
  const home = findHome(dataDir);
  // The key opens what is sealed in a database that stays.
  const names = ['sandbox.json', ...(hasOwnDatabase ? [] : ['secrets-key'])];
  const files = names.map((name) => join(dataDir, name)).filter((path) => existsSync(path));
  const going = [...(home ? [home.home] : []), ...files];
  if (hasOwnDatabase) say('What is in the database that DATABASE_URL names stays.');
  for (const { place, dataDir: of } of leftBehind()) {
    say(`Not of this desk: ${place} is left of ${of}, which was removed or moved. Remove it if nobody needs it.`);
  }
  if (going.length === 0) {
    say(`There is nothing to remove in ${dataDir}.`);
    return 0;
  }
  say(`This goes, with every escalation and every message in it:\n${going.map((path) => `  ${path}`).join('\n')}`);
  if (!(await agreed())) {
    say('Nothing was removed.');
    return 1;
  }
  if (home) await removeBundled(home, createLog('error'));
  for (const file of files) rmSync(file);
  if (existsSync(dataDir) && readdirSync(dataDir).length === 0) rmdirSync(dataDir);
  say('It is removed. The next start begins afresh.');
  return 0;
}

async function ask(): Promise<boolean> {
  const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } });
  if (values.yes) return true;
  if (!process.stdin.isTTY) {
    process.stderr.write('Say so with: npm run reset -- --yes\n');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question('Remove it? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

if (require.main === module) {
  reset(process.env, (line) => void process.stderr.write(`${line}\n`), ask).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      process.stderr.write(`Nothing more was removed: ${reasonOf(error)}\n`);
      process.exitCode = 1;
    },
  );
}
