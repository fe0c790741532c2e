import { endCluster } from './cluster';
import type { Run } from './globalSetup';
import { removeRunFolder } from './run';

export default async function globalTeardown(): Promise<void> {
  const run = (globalThis as { handoffRun?: Run }).handoffRun;
  if (!run) return;
  for (const [name, value] of Object.entries(run.places)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await endCluster(run.folder);
  await removeRunFolder(run.folder);
}
