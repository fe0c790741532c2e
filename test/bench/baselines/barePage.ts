/** The page of page/, built and served as the tab is: minified, and compressed beforehand. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { run } from '../../support/program';

const ROOT = join(__dirname, '../../..');

/** Resolves with the folder it is in, which is the caller's to remove. */
export async function buildBarePage(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'page-'));
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const options = ['--outDir', dir, '--emptyOutDir', '--logLevel', 'warn'];
  const building = run(process.execPath, [vite, 'build', join(__dirname, 'page'), ...options], {
    ...process.env,
    NODE_ENV: 'production',
  });
  const how = await building.ended;
  if (how !== 'code 0') throw new Error(`The page was not built: ${how}\n${building.output()}`);
  return dir;
}

export async function startBarePage(names: readonly string[]) {
  const dir = await buildBarePage();
  const files = new Map<string, { type: string; bytes: Buffer }>([
    ['/', { type: 'text/html', bytes: brotliCompressSync(readFileSync(join(dir, 'index.html'))) }],
    ['/names.json', { type: 'application/json', bytes: brotliCompressSync(JSON.stringify(names)) }],
  ]);
  for (const name of readdirSync(join(dir, 'assets'))) {
    const bytes = brotliCompressSync(readFileSync(join(dir, 'assets', name)));
    files.set(`/assets/${name}`, { type: 'text/javascript', bytes });
  }
  rmSync(dir, { recursive: true });
  const server = createServer((req, res) => {
    const file = files.get(req.url ?? '');
    if (!file) return void res.writeHead(404).end();
    res.writeHead(200, { 'content-type': file.type, 'content-encoding': 'br' }).end(file.bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}
