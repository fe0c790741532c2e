/** The tab's API over HTTP on a real database, with an Entra ID of this test's own that signs whatever it is told. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type GenerateKeyPairResult, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { OpenEscalation } from '../../src/domain/escalation';
import type { Log } from '../../src/base/log';
import { restTest } from '../../src/intake/rest/restTest';
import { serve } from '../../src/serve';
import { createConnection } from '../../src/store/connections';
import { upsertConversation } from '../../src/store/conversations';
import type { Db } from '../../src/store/postgres/db';
import { insertQueue } from '../../src/store/queues';
import { saveRoster, saveTeam } from '../../src/store/teams';
import { WAYS_IN } from '../../src/waysIn';
import { buildDesk, configOf, KEY } from './built';
import { patience } from './eventually';
import { freePort } from './ports';

export const TENANT = '11111111-2222-4333-8444-555555555555';
export const FOREIGN = '99999999-2222-4333-8444-555555555555';
export const CLIENT = 'aaaaaaaa-2222-4333-8444-555555555555';
const BOT = 'bbbbbbbb-2222-4333-8444-555555555555';

export interface Asking {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers loosely
  body: any;
}

export type ApiDesk = Awaited<ReturnType<typeof startApiDesk>>;

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startEntra() {
  const kid = 'the-key';
  const keys = await generateKeyPair('RS256');
  const published = { ...(await exportJWK(keys.publicKey)), kid, alg: 'RS256', use: 'sig' };
  const app = express();
  app.get('/:tenant/discovery/v2.0/keys', (req, res) => {
    if (req.params.tenant === TENANT) res.json({ keys: [published] });
    else res.status(404).end();
  });
  const server = createServer(app);
  const authority = await listen(server);
  return { authority, keys, kid, server };
}

export async function startApiDesk(options: { tabDir?: string; allowLoopback?: boolean; log?: Log } = {}) {
  const entra = await startEntra();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = { ...configured(url, entra.authority), allowLoopback: options.allowLoopback ?? false };
  const typed: string[] = [];
  const { desk, close } = await buildDesk(config, {
    ...(options.log && { log: options.log }),
    waysIn: {
      ...WAYS_IN,
      rest: { ...WAYS_IN.rest, open: (parts) => ({ ...WAYS_IN.rest.open(parts), test: NO_PING }) },
    },
    teams: {
      typing: async ({ conversationId }) => void typed.push(conversationId),
      tokenFor: async () => 'token',
    },
  });
  const { db, escalations, assignment, searchIndex, figures, audit } = desk;
  const server = await serve(desk, { tabDir: options.tabDir });
  const world = await seed(db);

  async function token(claims: JWTPayload = {}, how: { keys?: GenerateKeyPairResult; alg?: string } = {}) {
    const now = Math.floor(Date.now() / 1_000);
    const { alg = 'RS256', keys = entra.keys } = how;
    return new SignJWT({
      aud: CLIENT,
      iss: `${entra.authority}/${TENANT}/v2.0`,
      tid: TENANT,
      oid: 'adele',
      name: 'Adele Vance',
      preferred_username: 'adele@contoso.example',
      scp: 'access_as_user',
      ver: '2.0',
      iat: now,
      nbf: now,
      exp: now + 3_600,
      ...claims,
    })
      .setProtectedHeader({ alg, kid: entra.kid, typ: 'JWT' })
      .sign(keys.privateKey);
  }

  async function ask(who: string | null, path: string, { method, body, headers }: Asking = {}): Promise<Answer> {
    const response = await fetch(`${url}/api${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(who !== null && { authorization: `Bearer ${who}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience()),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? (JSON.parse(text) as unknown) : null };
  }

  let customers = 0;
  /** A customer whose bot has just handed over, in the support queue unless said otherwise. */
  async function open(
    options: { connectionId?: string; tenantId?: string; handoff?: Partial<OpenEscalation> } = {},
  ): Promise<string> {
    const chat = `a:customer-${++customers}`;
    const tenantId = options.tenantId ?? TENANT;
    return db.transaction(async (tx) => {
      const connection = await tx.q
        .selectFrom('connection')
        .selectAll()
        .where('id', '=', options.connectionId ?? world.connectionId)
        .executeTakeFirstOrThrow();
      const conversation = await upsertConversation(tx.q, {
        tenantId,
        connectionId: connection.id,
        externalId: chat,
        customer: { id: `customer-${customers}`, name: 'Robin Ortiz', locale: 'en-US' },
        address: {
          channel: 'teams',
          serviceUrl: 'https://teams.example/',
          tenantId,
          conversationId: chat,
          botId: `28:${BOT}`,
          botName: null,
          userId: '29:1',
        },
        lane: `teams:${chat}`,
      });
      const handoff = {
        topic: 'Returns',
        lastPhrase: 'speak to agent',
        agentMessage: null,
        language: null,
        variables: [],
        transcript: [],
        problems: [],
        ...options.handoff,
      };
      return (await escalations.open(tx, { connection, conversation, handoff })).id;
    });
  }

  let written = 0;
  /** The customer's words while an escalation of theirs is open. */
  async function customerWrites(escalationId: string, text = 'Hello?'): Promise<void> {
    const chat = await db.q
      .selectFrom('escalation as e')
      .innerJoin('conversation as c', 'c.id', 'e.conversation_id')
      .select(['e.connection_id as connectionId', 'c.external_id as externalId'])
      .where('e.id', '=', escalationId)
      .executeTakeFirstOrThrow();
    const key = `written ${++written}`;
    await desk.botInbox.forwarded({ ...chat, key, messageId: null, text, attachments: [], sentAt: new Date() });
  }

  async function stop() {
    await server.close();
    entra.server.closeAllConnections();
    await new Promise((closed) => entra.server.close(closed));
    await close();
  }

  return {
    url,
    config,
    db,
    entra,
    escalations,
    assignment,
    searchIndex,
    figures,
    audit,
    world,
    typed,
    token,
    ask,
    open,
    customerWrites,
    stop,
  };
}

function configured(publicUrl: string, authority: string) {
  return configOf({
    HANDOFF_MODE: 'teams',
    HOST: '127.0.0.1',
    PORT: new URL(publicUrl).port,
    PUBLIC_URL: publicUrl,
    BOT_ID: BOT,
    BOT_TENANT_ID: TENANT,
    BOT_PASSWORD: 'secret',
    AAD_APP_CLIENT_ID: CLIENT,
    AAD_APP_TENANT_ID: TENANT,
    TEAMS_APP_ID: CLIENT,
    ENTRA_AUTHORITY: authority,
    MANAGERS: 'Megan@contoso.example',
  });
}

/** A webhook that takes every ping. */
const NO_PING = restTest(async () => null);

/** Adele and Diego support, Lee does billing; one live bot for each queue. */
async function seed(db: Db) {
  const members: Record<string, string[]> = { support: ['adele', 'diego'], billing: ['lee'] };
  const queueIds: Record<string, string> = {};
  for (const [name, ids] of Object.entries(members)) {
    const channelId = `19:${name}@thread.tacv2`;
    await saveTeam(db.q, {
      id: channelId,
      tenantId: TENANT,
      botAppId: BOT,
      name,
      serviceUrl: 'https://teams.example/',
    });
    const people = ids.map((id) => ({ userId: id, teamsUserId: `29:${id}`, name: id, upn: null }));
    await saveRoster(db.q, channelId, people, [{ id: channelId, name: 'General' }], new Date());
    queueIds[name] = await insertQueue(db.q, {
      tenantId: TENANT,
      name,
      teamId: channelId,
      channelId,
      channelName: 'General',
      isDefault: name === 'support',
    });
  }
  const { support = '', billing = '' } = queueIds;
  const connect = (name: string, queueId: string) =>
    createConnection(db.q, KEY, TENANT, {
      name,
      kind: 'copilotStudio',
      appId: name,
      queueId,
      state: 'live',
      directLine: { tokenEndpoint: 'https://bot.example/token' },
    });
  const { id: connectionId } = await connect('Contoso Assistant', support);
  const { id: billingConnectionId } = await connect('Contoso Billing', billing);
  return { support, billing, connectionId, billingConnectionId };
}
