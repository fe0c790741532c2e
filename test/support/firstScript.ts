/** What the built tab loads before its first conversation shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { made } from './made';

export const DIST = join(__dirname, '../../dist');

/** Bytes of gzip, of every script the page names itself. */
export async function firstScriptBytes(): Promise<number> {
  await made('build');
  return scriptsOf(join(DIST, 'tab')).reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0);
}

/** The scripts a built page names itself: all of them are loaded at once. */
export function scriptsOf(dir: string): string[] {
  const page = readFileSync(join(dir, 'index.html'), 'utf8');
  const names = [...page.matchAll(/(?:src|href)="[^"]*\/assets\/([^"/]+\.js)"/g)].map(([, name = '']) => name);
  if (names.length === 0) throw new Error(`The page in ${dir} names no script.`);
  return names.map((name) => join(dir, 'assets', name));
}
