import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, patience } from '../support/eventually';
import { run } from '../support/program';

/** For waits that are in vain. */
const quick = { everyMs: 1, patienceMs: 40 };

test('gives the first answer that is truthy', async () => {
  let asked = 0;
  expect(await eventually(() => (asked += 1) > 3 && `asked ${asked} times`)).toBe('asked 4 times');
});

test('an error is no answer', async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    if (asked < 3) throw new Error('not yet');
    return 'there';
  };
  expect(await eventually(ask)).toBe('there');
});

test('fails when nothing moves, with what it waited for and the last error', async () => {
  const ask = () => Promise.reject(new Error('no such row'));
  const waiting = eventually(ask, { ...quick, what: 'the row' });
  await expect(waiting).rejects.toMatchObject({
    message: expect.stringMatching(/^Waited \d+ ms for the row: it did not come\.$/),
    cause: new Error('no such row'),
  });
});

test('waits as long as there is progress, many times its patience', async () => {
  const began = Date.now();
  let steps = 0;
  await eventually(() => (steps += 1) > 200, { ...quick, progress: () => Math.floor(steps / 5) });
  expect(Date.now() - began).toBeGreaterThan(2 * quick.patienceMs);
});

test('patience grows with the number of those who want a core, and is never less than two minutes', () => {
  const share = (loadavg()[0] ?? 0) / availableParallelism();
  expect(patience()).toBeGreaterThanOrEqual(120_000);
  expect(patience()).toBeGreaterThan(120_000 * share * 0.8);
});

test('progress that stops is told', async () => {
  let steps = 0;
  const waiting = eventually(() => false, { ...quick, progress: async () => Math.min((steps += 1), 5) });
  await expect(waiting).rejects.toThrow(/no progress beyond 5\.$/);
  expect(steps).toBeGreaterThan(5);
});

test('progress without end has a limit', async () => {
  let steps = 0;
  const waiting = eventually(() => false, { ...quick, limitMs: 100, progress: () => (steps += 1) });
  await expect(waiting).rejects.toThrow(/it did not end\.$/);
});

test('who was not given the time to look goes on waiting', async () => {
  let asked = 0;
  const ask = async () => {
    await pause(30);
    return (asked += 1) > 5;
  };
  expect(await eventually(ask, quick)).toBe(true);
});

test('what ended is not waited for, and tells what it said', async () => {
  const program = run(process.execPath, ['-e', 'console.log("no room left"); process.exit(3)']);
  const waiting = eventually(() => program.output().includes('ready'), {
    what: 'the program to be ready',
    ended: program.end,
    told: program.output,
  });
  await expect(waiting).rejects.toThrow(/for the program to be ready: it ended: code 3\.\nno room left\n$/);
});

test('what did its work before it ended has done it', async () => {
  const program = run(process.execPath, ['-e', 'console.log("ready")']);
  await program.ended;
  await pause(20);
  expect(await eventually(() => program.output().includes('ready'), { ended: program.end })).toBe(true);
});
