/** The sandbox on a port of its own, as if it were Microsoft's cloud. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createLog } from '../../src/base/log';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox';

export interface SandboxServer {
  sandbox: Sandbox;
  control: Sandbox['control'];
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** `${origin}/sandbox` */
  url: string;
  stop(): Promise<void>;
}

export type SandboxServerOptions = Partial<Omit<SandboxOptions, 'baseUrl'>> & { port?: number };

/** Without a `deskUrl` nobody hears what the people say; `install` is off unless asked for. */
export async function startSandbox(options: SandboxServerOptions = {}): Promise<SandboxServer> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${origin}/sandbox`;
  const sandbox = createSandbox({
    deskUrl: 'http://127.0.0.1:9',
    log: createLog('silent'),
    install: false,
    redeliveries: [],
    ...options,
    baseUrl: url,
  });
  app.use('/sandbox', sandbox.router);
  app.use(sandbox.page);
  server.on('upgrade', (req, socket, head) => {
    if (!sandbox.upgrade(req, socket, head)) socket.destroy();
  });
  await sandbox.start();
  return {
    sandbox,
    control: sandbox.control,
    origin,
    url,
    async stop() {
      await sandbox.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
