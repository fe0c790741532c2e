import { onCluster } from './cluster';
import type { Run } from './globalSetup';

export default async function globalTeardown(): Promise<void> {
  const run = (globalThis as { handoffRun?: Run }).handoffRun;
  if (!run) return;
  await onCluster(run.cluster.url, `drop database if exists ${run.template} with (force)`);
  await run.cluster.stop();
}
