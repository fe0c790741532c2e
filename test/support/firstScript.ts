/** What the built tab loads before its first conversation shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { made } from './made';

const DIST = join(__dirname, '../../dist');

/** Bytes of gzip, of every script the page names itself. */
export async function firstScriptBytes(): Promise<number> {
  await made('build');
  const page = readFileSync(join(DIST, 'tab/index.html'), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="(\/tab\/assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  if (scripts.length === 0) throw new Error('The tab’s page names no script.');
  return scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(DIST, path))).length, 0);
}
