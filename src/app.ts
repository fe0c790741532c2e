/** The desk as one thing: opened, built, served and run in order; what is started is stopped in reverse. */
import path from 'node:path';
import type { Log } from './base/log';
import { build, type Desk, type Overrides } from './build';
import type { Config } from './config/config';
import { run, type Stop } from './run';
import { serve } from './serve';
import { openDatabase } from './store/postgres/openDatabase';

export interface App {
  /** Where it listens, with the port it really got. */
  readonly url: string;
  start(): Promise<void>;
  /** Resolves when nothing waits in the outbox any more. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

export function createApp(config: Config, options: Overrides & { log: Log }): App {
  const { log } = options;
  const stops: Stop[] = [];
  let url = config.publicUrl;
  let desk: Desk | null = null;

  async function start(): Promise<void> {
    const database = await openDatabase(config, log);
    stops.push(database.stop);
    const built = build(config, database, options);
    desk = built;
    stops.push(() => built.close());
    const sandbox = config.mode === 'sandbox' ? await openSandbox(built) : null;
    const { port, close } = await serve(built, { sandbox });
    stops.push(close);
    if (sandbox) url = `http://${config.host}:${port}`;
    await run(built, sandbox, stops);
  }

  async function stop(): Promise<void> {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
  }

  return {
    get url() {
      return url;
    },
    start,
    drain: async () => desk?.dispatcher.drain(),
    stop,
  };
}

/** Loaded only here, so that a desk in Teams carries nothing of it. */
async function openSandbox({ config, db, queues, log }: Desk) {
  const [{ createSandbox }, { seedDesk }] = await Promise.all([
    import('./sandbox/index.js'),
    import('./sandbox/seed.js'),
  ]);
  await seedDesk({ db, queues, key: config.secretsKey, publicUrl: config.publicUrl });
  return createSandbox({
    baseUrl: `${config.publicUrl}/sandbox`,
    deskUrl: config.publicUrl,
    pageDir: path.join(__dirname, 'sandbox-page'),
    stateFile: path.join(config.dataDir, 'sandbox.json'),
    log,
  });
}
