/** A desk that only listens: it keeps every activity it is sent and answers as told. */
import type { AddressInfo } from 'node:net';
import express from 'express';

export interface HeardActivity {
  type: string;
  id: string;
  text?: string;
  from: { id: string; aadObjectId: string; name?: string };
  conversation: { id: string; conversationType: string; tenantId: string };
  channelData: Record<string, unknown>;
  [field: string]: unknown;
}

export interface Reply {
  status: number;
  body?: unknown;
}

export interface FakeDesk {
  url: string;
  heard: HeardActivity[];
  tokens: string[];
  /** What it answers from now on. */
  answer: (activity: HeardActivity) => Reply | Promise<Reply>;
  stop(): Promise<void>;
}

export async function startFakeDesk(port = 0): Promise<FakeDesk> {
  const app = express();
  const server = app.listen(port, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const desk: FakeDesk = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: [],
    tokens: [],
    answer: () => ({ status: 200, body: {} }),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  app.post('/api/messages', express.json(), async (req, res) => {
    const activity = req.body as HeardActivity;
    desk.heard.push(activity);
    desk.tokens.push((req.headers.authorization ?? '').replace('Bearer ', ''));
    const { status, body } = await desk.answer(activity);
    res.status(status).json(body ?? {});
  });
  return desk;
}
