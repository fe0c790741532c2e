/** Everything of the desk that agents in Teams touch, in this process, on a real database. */
import { createHash, randomBytes } from 'node:crypto';
import type { Sender } from '../../src/delivery/sender';
import type { ChatOpening } from '../../src/domain/channel';
import type { Kind } from '../../src/domain/outbox';
import { hashOfKey } from '../../src/connection/keys';
import { serve } from '../../src/serve';
import { insertKey } from '../../src/store/connectionKeys';
import { createConnection } from '../../src/store/connections';
import { buildDesk, configOf, KEY, standIns } from './built';
import { patience } from './eventually';
import { freePort } from './ports';

export interface AgentCall {
  key?: string | null;
  headers?: Record<string, string>;
  method?: string;
}

export type AgentDesk = Awaited<ReturnType<typeof startAgentDesk>>;

/** Teams stands at the edge: what it says when the desk wants to open a chat is the test's to say. */
export async function startAgentDesk() {
  const url = `http://127.0.0.1:${await freePort()}`;
  const config = configOf({ HOST: '127.0.0.1', PORT: new URL(url).port, PUBLIC_URL: url });
  const tenantId = config.allowedTenants[0] ?? '';
  let opening: ChatOpening = { state: 'open' };
  const opened: string[] = [];
  const taking = (kind: Kind): Sender => ({ kind, send: async () => ({ result: 'delivered' }) });
  const { desk, close } = await buildDesk(config, {
    senders: standIns(...(['card', 'customer', 'waitingCard'] as const).map(taking)),
    teams: {
      openChat: async (conversationId) => {
        opened.push(conversationId);
        return opening;
      },
    },
  });
  const { db } = desk;
  const server = await serve(desk);

  return {
    url,
    desk,
    db,
    tenantId,
    opened,
    opens(how: ChatOpening) {
      opening = how;
    },
    async connect(name: string, state: 'draft' | 'live' | 'paused' | 'draining' = 'live') {
      const { id } = await createConnection(db.q, KEY, tenantId, {
        name,
        kind: 'copilotStudioTeams',
        appId: `${name}-${randomBytes(4).toString('hex')}`,
        state,
      });
      const key = `hd_${randomBytes(32).toString('base64url')}`;
      await insertKey(db.q, { connectionId: id, hash: hashOfKey(key), hint: key.slice(-4), createdBy: 'Megan' });
      return { id, key };
    },
    async ask(path: string, body: unknown, { key, headers, method }: AgentCall = {}) {
      const answer = await fetch(url + path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { ...(key != null && { 'x-desk-key': key }), 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(patience()),
      });
      const text = await answer.text();
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers loosely
      const parsed: any = text ? JSON.parse(text) : null;
      return { status: answer.status, headers: answer.headers, body: parsed };
    },
    /** How many rows there are of what a handoff leaves behind. */
    async rows() {
      const { rows } = await db.pool.query<Record<string, number>>(`select
        (select count(*)::int from escalation) as escalations, (select count(*)::int from conversation) as conversations,
        (select count(*)::int from message) as messages, (select count(*)::int from outbox) as outbox`);
      return rows[0];
    },
    async stop() {
      await server.close();
      await close();
    },
  };
}

/** Somebody's object ID, the same for the same name. */
export function personId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
