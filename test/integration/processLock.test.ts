import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, processName, withProcessLock } from '../../src/store/postgres/processLock';
import { eventually } from '../support/eventually';
import { runSource } from '../support/program';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lock-'));
  writeFileSync(join(dir, 'count'), '0');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const count = () => Number(readFileSync(join(dir, 'count'), 'utf8'));

test('processes that want the same lock take turns', async () => {
  const programs = Array.from({ length: 5 }, () => runSource('counter.ts', [dir, '20']));
  expect(await Promise.all(programs.map((program) => program.ended))).toEqual(Array(5).fill('code 0'));
  expect(count()).toBe(100);
  expect(readdirSync(join(dir, 'lock')).length).toBeLessThan(10);
});

test('an owner that was killed is succeeded by one', async () => {
  for (let round = 0; round < 3; round++) {
    const doomed = runSource('counter.ts', [dir, '1000000']);
    const before = count();
    await eventually(() => count() > before + 2, { ended: doomed.end, told: doomed.output });
    doomed.process.kill('SIGKILL');
    await doomed.ended;
    writeFileSync(join(dir, 'count'), '0');
    const heirs = Array.from({ length: 3 }, () => runSource('counter.ts', [dir, '10']));
    for (const heir of heirs) expect(await heir.ended).toBe('code 0');
    expect(count()).toBe(30);
  }
});

test('work that fails lets the next one in', async () => {
  const lock = join(dir, 'lock');
  await expect(withProcessLock(lock, 1_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withProcessLock(lock, 1_000, async () => 'mine')).toBe('mine');
});

test('waiting has an end', async () => {
  const lock = join(dir, 'lock');
  await withProcessLock(lock, 1_000, async () => {
    await expect(withProcessLock(lock, 50, async () => undefined)).rejects.toThrow('too long');
  });
});

test('a number that was given again is another process', () => {
  expect(isRunning(processName())).toBe(true);
  expect(isRunning('999999999')).toBe(false);
  if (process.platform === 'linux') expect(isRunning(`${process.pid} 1`)).toBe(false);
});
