/** Serves a desk over HTTP. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createFileLinks } from './api/fileLinks';
import { createTab } from './api/tab';
import { createVitals, measureProcess } from './base/telemetry';
import type { Desk } from './build';
import type { Sandbox } from './sandbox/index';
import { outboxState } from './store/outbox/state';
import { requireMigrated } from './store/postgres/migrate';

/** Every tab comes back at once after a restart; the system's own limit still holds (on Linux `net.core.somaxconn`). */
const BACKLOG = 8_192;

export interface Served {
  /** The port it really got. */
  port: number;
  close(): Promise<void>;
}

/** @param options.tabDir the built tab, where it is not beside the server */
export async function serve(desk: Desk, options: { sandbox?: Sandbox | null; tabDir?: string } = {}): Promise<Served> {
  const { config, api } = desk;
  const server = serverOf(desk, options);
  api.start();
  await listen(server, config);
  return { port: (server.address() as AddressInfo).port, close: () => close(server, api) };
}

function serverOf(
  { config, db, log, ways, teams, files, api }: Desk,
  { sandbox, tabDir }: Parameters<typeof serve>[1] & {},
): Server {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  measureProcess();
  app.use(createVitals({ ready: () => ready(db), outbox: () => outboxState(db.q), database: db.work }));
  if (sandbox) app.use('/sandbox', sandbox.router);
  app.use('/files', createFileLinks({ db, files, log }));
  for (const { router } of Object.values(ways)) if (router) app.use('/api', router);
  app.use('/api/messages', teams.messages);
  app.use('/api', api);
  app.use(createTab({ publicUrl: config.publicUrl, dir: tabDir }));
  if (sandbox) app.use(sandbox.page);

  const server = createServer(app);
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 70_000;
  server.requestTimeout = 60_000;
  server.on('upgrade', (req, socket, head) => {
    if (!sandbox?.upgrade(req, socket, head)) socket.destroy();
  });
  return server;
}

async function ready(db: Desk['db']): Promise<void> {
  await db.requireWritable();
  await requireMigrated(db);
}

async function listen(server: Server, { port, host }: Desk['config']): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Streams never end by themselves, so they are ended; what else is under way gets a moment. */
async function close(server: Server, api: Desk['api']): Promise<void> {
  api.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), 3_000);
  await closed;
  clearTimeout(patience);
}
