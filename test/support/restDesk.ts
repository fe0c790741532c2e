/** Everything of the desk that REST bots touch, in this process, on a real database. */
import type { Sender } from '../../src/delivery/sender';
import type { Identity } from '../../src/domain/escalation';
import { CallbackSender } from '../../src/intake/rest/callback';
import { serve } from '../../src/serve';
import { createConnection } from '../../src/store/connections';
import { buildDesk, configOf, KEY as key, standIns } from './built';
import { freePort } from './ports';

const TENANT = 'tenant';
export const SECRET = 'the-signing-secret';
export const adele: Identity = { id: 'adele', name: 'Adele Vance', tenantId: TENANT, manager: true, queueIds: [] };

export type RestDesk = Awaited<ReturnType<typeof startRestDesk>>;

export async function startRestDesk(options: { allowLoopback?: boolean; maxAttempts?: number } = {}) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const allowLoopback = options.allowLoopback ?? true;
  const config = { ...configOf({ HOST: '127.0.0.1', PORT: new URL(url).port, PUBLIC_URL: url }), allowLoopback };
  const cards: Sender<'card'> = { kind: 'card', send: async () => ({ result: 'delivered' }) };
  const { desk, close } = await buildDesk(config, { senders: standIns(cards) });
  const { db, escalations, replies, holds, amendments, files, dispatcher } = desk;
  const sender = desk.ways.rest.senders.find((one) => one instanceof CallbackSender);
  if (!sender) throw new Error('The way in of REST bots has no sender.');
  if (options.maxAttempts !== undefined) Object.assign(sender, { maxAttempts: options.maxAttempts });
  const server = await serve(desk);
  dispatcher.start();

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
    sender,
    escalations,
    replies,
    holds,
    amendments,
    files,
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
      await server.close();
      await close();
    },
  };
}
