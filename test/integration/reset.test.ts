import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../src/base/log';
import { reset } from '../../src/reset';
import { startBundled } from '../../src/store/postgres/bundled';
import { localSecretsKey } from '../../src/store/secretsKey';

const log = createLog('silent');
const isRoot = process.getuid?.() === 0;
const yes = () => Promise.resolve(true);
let base: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'reset-')));
  chmodSync(base, 0o755);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

async function resetIn(dataDir: string, { env = {}, agreed = yes }: { env?: object; agreed?: typeof yes } = {}) {
  const said: string[] = [];
  const code = await reset({ DATA_DIR: dataDir, ...env }, (line) => void said.push(line), agreed);
  return { code, said: said.join('\n') };
}

/** What a desk leaves that has been stopped. */
async function used(dataDir: string): Promise<string> {
  const bundled = await startBundled({ dataDir, log, durable: false });
  await bundled.stop();
  localSecretsKey(dataDir);
  writeFileSync(join(dataDir, 'sandbox.json'), '{}');
  return realpathSync(join(dataDir, 'postgres'));
}

test('what a desk kept is named, and gone once it is agreed to', async () => {
  const dataDir = join(base, 'data');
  const place = await used(dataDir);
  const refused = await resetIn(dataDir, { agreed: () => Promise.resolve(false) });
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining(place) });
  expect(existsSync(place)).toBe(true);
  expect((await resetIn(dataDir)).code).toBe(0);
  expect(existsSync(dataDir)).toBe(false);
  expect((await resetIn(dataDir)).said).toMatch(/^There is nothing to remove/m);
});

test('data that a desk runs on stays', async () => {
  const dataDir = join(base, 'data');
  const bundled = await startBundled({ dataDir, log, durable: false });
  await expect(resetIn(dataDir)).rejects.toThrow('A desk is running on this data. Stop it first.');
  await bundled.stop();
  expect((await resetIn(dataDir)).code).toBe(0);
});

test('whatever else is in the folder stays, and so does the key of a database of one’s own', async () => {
  const dataDir = join(base, 'data');
  mkdirSync(dataDir);
  localSecretsKey(dataDir);
  writeFileSync(join(dataDir, 'sandbox.json'), '{}');
  writeFileSync(join(dataDir, 'notes.txt'), 'mine');
  const { said } = await resetIn(dataDir, { env: { DATABASE_URL: 'postgres://db.example/desk' } });
  expect(said).toMatch(/DATABASE_URL names stays/);
  expect(existsSync(join(dataDir, 'sandbox.json'))).toBe(false);
  expect(existsSync(join(dataDir, 'secrets-key'))).toBe(true);
  expect(existsSync(join(dataDir, 'notes.txt'))).toBe(true);
});

(isRoot ? test : test.skip)('data kept elsewhere goes too, and what is left of a deleted folder is named', async () => {
  const closed = join(base, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const [dataDir, deleted] = [join(closed, 'data'), join(closed, 'deleted')];
  const place = await used(dataDir);
  const left = await used(deleted);
  rmSync(deleted, { recursive: true });
  try {
    expect(lstatSync(join(dataDir, 'postgres')).isSymbolicLink()).toBe(true);
    const { code, said } = await resetIn(dataDir);
    expect(code).toBe(0);
    expect(said).toContain(`  ${place}\n`);
    expect(said).toContain(`${left} is left of ${deleted}`);
    expect([place, dataDir, left].map((path) => existsSync(path))).toEqual([false, false, true]);
  } finally {
    rmSync(left, { recursive: true });
  }
});
