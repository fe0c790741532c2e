/** The key a sandbox makes for itself, so that its sealed secrets outlive a restart. */
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;

/** Reads `secrets-key` in the data directory, or makes it; processes that start together agree on one. */
export function localSecretsKey(dataDir: string): Buffer {
  const path = join(dataDir, 'secrets-key');
  const found = readKey(path);
  if (found) return found;

  mkdirSync(dataDir, { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  try {
    // A link appears whole or not at all, and never replaces another process's key.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const key = readKey(path);
  if (!key) throw new Error(`${path} could not be written.`);
  return key;
}

function readKey(path: string): Buffer | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) {
    throw new Error(`${path} does not hold a key. Restore it, or remove it together with the data it sealed.`);
  }
  return key;
}
