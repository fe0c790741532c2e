import { tmpdir } from 'node:os';
import { makeRunFolder, removeAbandoned } from './run';

const PLACES = ['TMPDIR', 'TEMP', 'TMP'] as const;

export interface Run {
  folder: string;
  /** What the environment said before. */
  places: Record<string, string | undefined>;
}

/** Before the first test: a folder for everything the run leaves behind. PostgreSQL, a build, a browser wait until asked for. */
export default async function globalSetup(): Promise<void> {
  const place = tmpdir();
  await removeAbandoned(place);
  const folder = makeRunFolder(place);
  const places = Object.fromEntries(PLACES.map((name) => [name, process.env[name]]));
  for (const name of PLACES) process.env[name] = folder;
  process.env.HANDOFF_TEST_RUN = folder;
  (globalThis as { handoffRun?: Run }).handoffRun = { folder, places };
}
