/** Everything of the desk that REST bots touch, in this process, on a real database. */
import { createServer, type Server } from 'node:http';
import express from 'express';
import pino from 'pino';
import { BotInbox } from '../../src/arrival/botInbox';
import { Dispatcher } from '../../src/delivery/dispatcher';
import type { Sender } from '../../src/delivery/sender';
import { Replies } from '../../src/arrival/replies';
import type { Identity } from '../../src/domain/escalation';
import { Escalations } from '../../src/escalation/escalations';
import { CallbackSender } from '../../src/intake/rest/callback';
import { ConnectionHealth } from '../../src/connection/health';
import { createRest } from '../../src/intake/rest/rest';
import { createConnection } from '../../src/store/connections';
import { Hints } from '../../src/store/postgres/hints';
import { createTestDatabase } from './database';
import { freePort } from './ports';
import { channels } from './channels';

const TENANT = 'tenant';
export const SECRET = 'the-signing-secret';
export const adele: Identity = { id: 'adele', name: 'Adele Vance', tenantId: TENANT, manager: true, queueIds: [] };
const key = Buffer.alloc(32, 7);

export type RestDesk = Awaited<ReturnType<typeof startRestDesk>>;

export async function startRestDesk(options: { allowLoopback?: boolean; maxAttempts?: number } = {}) {
  const database = await createTestDatabase();
  const { db } = database;
  const log = pino({ level: 'silent' });
  const url = `http://127.0.0.1:${await freePort()}`;
  const hints = new Hints(database.url, log);
  await hints.start();
  const escalations = new Escalations(db, channels);
  const shared = { db, key, allowLoopback: options.allowLoopback ?? true, publicUrl: url, log };
  const rest = createRest({ ...shared, inbox: new BotInbox(db, escalations) });
  const sender =
    options.maxAttempts === undefined
      ? rest.sender
      : new CallbackSender({ ...shared, health: new ConnectionHealth(db, log), maxAttempts: options.maxAttempts });
  const cards: Sender<'card'> = { kind: 'card', send: async () => ({ result: 'delivered' }) };
  const dispatcher = new Dispatcher(db, [sender, cards], { owner: hints.instance.id, log });
  hints.on((hint) => hint.kind === 'outbox' && dispatcher.wake());
  dispatcher.start();
  const app = express();
  app.use('/api', rest.router);
  const server = await listen();

  async function listen(): Promise<Server> {
    const made = createServer(app);
    await new Promise<void>((listening) => made.listen(Number(new URL(url).port), '127.0.0.1', listening));
    return made;
  }

  const connect = (appId: string, more: { callbackUrl?: string; state?: 'live' | 'paused'; secret?: string } = {}) =>
    createConnection(db.q, key, TENANT, {
      name: appId,
      kind: 'rest',
      appId,
      state: more.state ?? 'live',
      signingSecret: more.secret ?? SECRET,
      ...(more.callbackUrl !== undefined && { callbackUrl: more.callbackUrl }),
    });

  return {
    url,
    db,
    key,
    sender: rest.sender,
    escalations,
    replies: new Replies(db, channels),
    connect,
    deliver: (ms?: number) => dispatcher.drain(ms),
    /** How many rows there are of what a handoff leaves behind. */
    async rows() {
      const { rows } = await db.pool.query<Record<string, number>>(`select
        (select count(*)::int from escalation) as escalations, (select count(*)::int from conversation) as conversations,
        (select count(*)::int from message) as messages, (select count(*)::int from outbox) as outbox,
        (select count(*)::int from idempotency) as idempotency`);
      return rows[0];
    },
    async stop() {
      await dispatcher.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await hints.stop();
      await database.drop();
    },
  };
}
