/** A durable PostgreSQL, Microsoft's cloud at its lightest, desks as processes of their own, and people in chats. */
import { SANDBOX, type SandboxPerson } from '../../../src/config/world';
import { customerLane } from '../../../src/domain/lanes';
import type { Identity } from '../../../src/domain/escalation';
import { seedDesk } from '../../../src/sandbox/seed';
import { changeAgent, sawAgent } from '../../../src/store/agents';
import { findConnection } from '../../../src/store/connections';
import { type ConversationRow, upsertConversation } from '../../../src/store/conversations';
import { repointTeam, saveRoster } from '../../../src/store/teams';
import { buildOn, configOf } from '../../support/built';
import type { TestDatabase } from '../../support/database';
import { type Desk, startDesk } from '../../support/desk';
import { eventually } from '../../support/eventually';
import { freePort } from '../../support/ports';
import { settingsOf } from '../../support/settings';
import type { Attachments, CloudOrder } from './cloud';
import { startDialogue } from './dialogue';
import { passingPlace, type Place } from './place';

export type Customer = Pick<SandboxPerson, 'id' | 'teamsId' | 'name' | 'chatId'>;

export interface Chat {
  customer: Customer;
  conversation: ConversationRow;
  escalationId: string;
  agent: SandboxPerson;
}

type Database = Omit<TestDatabase, 'drop'>;

export type World = Awaited<ReturnType<typeof openWorld>>;

const LINE = 'Somebody to talk to';

/**
 * @param options.desks how many serve it; with none, what would be sent waits
 * @param options.agents people of the queue's team who may claim
 * @param options.place whose data is there, and stays when the world is closed; without it, its own, which goes
 * @param options.unlimited whether Teams takes anything, also in one chat or channel: a day of work in an hour
 */
export async function openWorld(options: { desks?: number; agents?: number; place?: Place; unlimited?: boolean } = {}) {
  const place = options.place ?? (await passingPlace());
  const { database, secretsKey } = place;
  const cloud = await startCloud();
  const ports = await Promise.all(Array.from({ length: options.desks ?? 1 }, () => freePort()));
  const env = settingsOf({
    deskUrl: `http://127.0.0.1:${ports[0] ?? (await freePort())}`,
    cloudUrl: cloud.url,
    databaseUrl: database.url,
    secretsKey,
  });
  const agents = Array.from({ length: options.agents ?? 20 }, (_, n) => personOf('agent', n));
  // The parts of a desk that never runs: people are furnished through its use cases.
  const quiet = await buildOn(database, configOf({ ...env, HANDOFF_MODE: 'teams' }));
  await seedDesk({ db: database.db, queues: quiet.desk.queues, key: secretsKey, publicUrl: cloud.url });
  await repointTeam(database.db.q, SANDBOX.team.id, `${cloud.url}/teams/`);
  await employ(database, agents);
  await withoutLimits(database, options.unlimited ? ['tenant_key', 'rate_key'] : ['tenant_key']);
  const desks: Desk[] = [];
  for (const port of ports) desks.push(await startDesk({ env: { ...env, PORT: String(port) } }));
  const activityToken = (await cloud.ask({ do: 'activityToken' })) as string;
  const tokens = await Promise.all(agents.map((person) => cloud.ask({ do: 'personToken', person }) as Promise<string>));

  return {
    database,
    /** The settings of its desks, PORT aside. */
    env,
    desks,
    /** The one there is, or the first. */
    get desk(): Desk {
      const [first] = desks;
      if (!first) throw new Error('There is no desk.');
      return first;
    },
    agents,
    activityToken,
    cloudUrl: cloud.url,
    serviceUrl: `${cloud.url}/teams/`,
    /** How many calls the connector has taken. */
    took: async () => (await cloud.ask({ do: 'took' })) as number,
    freshArrivals: async () => (await cloud.ask({ do: 'freshArrivals' })) as [string, number][],
    attachments: async () => (await cloud.ask({ do: 'attachments' })) as Attachments,
    tokenOf: (agent: number) => tokens[agent % tokens.length] ?? '',
    managerToken: (n = 0) => cloud.ask({ do: 'personToken', person: personOf('manager', n) }) as Promise<string>,
    /** People nobody knows yet. */
    customers: (count: number): Customer[] => Array.from({ length: count }, () => personOf('customer', furnished++)),
    /** Chats with an open escalation each; claimed ones belong to the agents in turn. */
    chats: (count: number, state: 'waiting' | 'claimed') => openChats(count, state),
    fill: (into: readonly Chat[], each: number) => fill(into, each),
    settled: () => settled(database),
    /** Everything has left, cards too. */
    delivered: () => delivered(database),
    /** What waits to be delivered is forgotten. */
    emptied: () => emptied(database),
    async close() {
      await quiet.close();
      await Promise.all(desks.map((desk) => desk.kill()));
      cloud.stop();
      if (!options.place) await place.close();
    },
  };

  async function openChats(count: number, state: 'waiting' | 'claimed'): Promise<Chat[]> {
    const ids = await queueIds(database);
    const { db } = database;
    const { escalations } = quiet.desk;
    const { id: connectionId } = await db.q
      .selectFrom('connection')
      .select('id')
      .where('app_id', '=', SANDBOX.bot.appId)
      .executeTakeFirstOrThrow();
    const chats: Chat[] = [];
    for (let n = 0; n < count; n += 1) {
      const customer = personOf('customer', furnished++);
      const agent = agents[n % agents.length];
      if (!agent) throw new Error('There are no agents.');
      const { id, conversation } = await db.transaction(async (tx) => {
        const connection = await findConnection(tx.q, connectionId);
        if (!connection) throw new Error('The connection is gone.');
        const conversation = await upsertConversation(tx.q, conversationOf(customer, connectionId, cloud.url));
        return { ...(await escalations.open(tx, { connection, conversation, handoff: HANDOFF })), conversation };
      });
      const who: Identity = {
        ...agent,
        tenantId: SANDBOX.tenantId,
        manager: false,
        queueIds: ids,
      };
      if (state === 'claimed') await escalations.claim(id, who);
      chats.push({ customer, conversation, escalationId: id, agent });
    }
    if (desks.length === 0) await emptied(database);
    else if (state === 'claimed') await settled(database);
    return chats;
  }

  /** So many words of agents wait in the lane of each chat. */
  async function fill(chats: readonly Chat[], each: number): Promise<void> {
    const { db } = database;
    for (let from = 0; from < chats.length; from += FILLED_TOGETHER) {
      await db.transaction(async (tx) => {
        for (const { conversation, escalationId, agent } of chats.slice(from, from + FILLED_TOGETHER)) {
          for (let n = 0; n < each; n += 1) {
            await quiet.desk.channels.sayToCustomer(tx, conversation, {
              escalationId,
              author: { kind: 'agent', id: agent.id, name: agent.name },
              text: `Your parcel is on its way (${n}).`,
              sentAt: new Date(),
            });
          }
        }
      });
    }
  }
}

let furnished = 0;
const FILLED_TOGETHER = 50;

const HANDOFF = {
  topic: LINE,
  lastPhrase: 'speak to agent',
  agentMessage: null,
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};

const ROLES = {
  customer: { prefix: 'cccccccc', title: 'Customer' },
  agent: { prefix: 'aaaaaaaa', title: 'Agent' },
  manager: { prefix: 'bbbbbbbb', title: 'Manager' },
};

function personOf(role: keyof typeof ROLES, n: number): SandboxPerson {
  const digits = String(n).padStart(12, '0');
  const id = `${ROLES[role].prefix}-0000-4000-8000-${digits}`;
  const name = `${ROLES[role].title} ${n}`;
  return {
    id,
    teamsId: `29:${role}-${digits}`,
    name,
    upn: `${role}.${n}@contoso.example`,
    role,
    chatId: `a:${role}-${digits}`,
  };
}

function conversationOf(customer: SandboxPerson, connectionId: string, cloudUrl: string) {
  const lane = customerLane({ tenantId: SANDBOX.tenantId, teamsConversationId: customer.chatId }).key;
  return {
    tenantId: SANDBOX.tenantId,
    connectionId,
    externalId: customer.chatId,
    customer: { id: customer.id, name: customer.name, locale: 'en-US' },
    address: {
      channel: 'teams' as const,
      tenantId: SANDBOX.tenantId,
      conversationId: customer.chatId,
      serviceUrl: `${cloudUrl}/teams/`,
      botAppId: SANDBOX.bot.appId,
      userId: customer.teamsId,
      botId: SANDBOX.bot.id,
      botName: SANDBOX.bot.name,
    },
    lane,
  };
}

/** Teams takes 50 calls a second of a bot in one tenant; measured is what the desk could do for many tenants. */
async function withoutLimits({ db }: Database, keys: readonly ('tenant_key' | 'rate_key')[]): Promise<void> {
  const forget = keys.map((key) => `new.${key} := null;`).join(' ');
  await db.pool.query(`
    create or replace function forget_limits() returns trigger language plpgsql as 'begin ${forget} return new; end';
    create or replace trigger forget_limits before insert or update on lane for each row execute function forget_limits()`);
}

async function employ({ db }: Database, agents: readonly SandboxPerson[]): Promise<void> {
  const now = new Date();
  const members = agents.map(({ id, teamsId, name, upn }) => ({ userId: id, teamsUserId: teamsId, name, upn }));
  const channels = SANDBOX.team.channels.map(({ id, name }) => ({ id, name }));
  await saveRoster(db.q, SANDBOX.team.id, members, channels, now);
  for (const { id, name, upn } of agents) {
    const person = { tenantId: SANDBOX.tenantId, id, name };
    await sawAgent(db.q, { ...person, upn, manager: false }, now);
    await changeAgent(db.q, person, { capacity: 1_000 });
  }
}

async function queueIds({ db }: Database): Promise<string[]> {
  return (await db.q.selectFrom('queue').select('id').execute()).map(({ id }) => id);
}

async function delivered({ db }: Database): Promise<void> {
  let left: number | undefined;
  await eventually(
    async () => {
      const { rows } = await db.pool.query<{ left: number }>('select coalesce(sum(pending), 0)::int as left from lane');
      left = rows[0]?.left;
      return left === 0;
    },
    { what: 'everything to be delivered', everyMs: 250, progress: () => left },
  );
}

/** Nothing is left to deliver. A channel takes two cards a second; nobody waits for those here. */
const settled = (database: Database) => emptied(database, `o.kind = 'card'`);

/** Forgets what waits, in lanes nobody works on; the others come to their end first. */
async function emptied({ db }: Database, which = 'true'): Promise<void> {
  let left: number | undefined;
  await eventually(
    async () => {
      await db.pool.query(`
        with idle as (select key from lane where owner is null and pending > 0 for update skip locked),
          gone as (delete from outbox o using idle where o.lane = idle.key and ${which} returning o.lane),
          counted as (select lane, count(*)::int as items from gone group by lane)
        update lane set pending = pending - items from counted where key = counted.lane`);
      const { rows } = await db.pool.query<{ left: number }>('select coalesce(sum(pending), 0)::int as left from lane');
      left = rows[0]?.left;
      return left === 0;
    },
    { what: 'the outbox to be empty', everyMs: 100, progress: () => left },
  );
}

async function startCloud() {
  const { first, ask, stop } = await startDialogue('support/cloud.ts', []);
  return {
    url: JSON.parse(first) as string,
    ask: async (order: CloudOrder): Promise<unknown> => JSON.parse(await ask(JSON.stringify(order))) as unknown,
    stop,
  };
}
