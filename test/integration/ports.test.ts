import { createServer } from 'node:net';
import { eventually } from '../support/eventually';
import { freePort } from '../support/ports';
import { runSource } from '../support/program';

test('processes of several runs, who know nothing of each other, draw no port in common', async () => {
  // As many workers of that number as there are runs.
  const env = { ...process.env, JEST_WORKER_ID: '1' };
  const drawers = [1, 2, 3].map(() => runSource('portDrawer.ts', ['1000'], env));
  const drawn = await Promise.all(
    drawers.map(async (drawer) => {
      await eventually(() => drawer.output().endsWith('\n'), { ended: drawer.end, told: drawer.output });
      return new Set(JSON.parse(drawer.output()) as number[]);
    }),
  );
  for (const drawer of drawers) drawer.process.stdin?.end();
  expect(await Promise.all(drawers.map(({ ended }) => ended))).toEqual(['code 0', 'code 0', 'code 0']);
  const all = drawn.flatMap((ports) => [...ports]);
  expect(new Set(all).size).toBe(all.length);
  expect(Math.min(...drawn.map(({ size }) => size))).toBeGreaterThan(100);
});

test('a port that is drawn is free, and not drawn again soon, nor while somebody listens there', async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const next: number[] = [];
  for (let n = 0; n < 300; n += 1) next.push(await freePort());
  expect(next).not.toContain(port);
  expect(new Set(next.slice(0, 100)).size).toBe(100);
  await new Promise((closed) => server.close(closed));
});
