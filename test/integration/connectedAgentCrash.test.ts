/** Two desks that are killed again and again while people talk in the chats of a connected agent that takes words when it likes. */
import { randomUUID } from 'node:crypto';
import { SANDBOX } from '../../src/config/world';
import { createConnection } from '../../src/store/connections';
import { CALLER, type ConnectedAgent, startConnectedAgent } from '../support/connectedAgent';
import { dice } from '../support/dice';
import { eventually } from '../support/eventually';
import { type World, startWorld } from '../support/world';

const KILLS = Number(process.env.CRASH_KILLS ?? 4);
const CHATS = 4;
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 100_000);

interface Talk {
  chat: string;
  /** What the customer said, and what was answered, each in order. */
  said: string[];
  answered: string[];
}

let world: World;
let agent: ConnectedAgent;
const random = dice(SEED);
/** What each customer read, in order: in answers to their turns and between them. */
const read = new Map<string, string[]>();
let refused = 0;

beforeAll(async () => {
  world = await startWorld({ desks: 2, env: { CONNECTED_AGENT_PATIENCE_SECONDS: '3600' } });
  agent = await startConnectedAgent({
    url: () => world.desks[random() < 0.5 ? 0 : 1]?.url ?? '',
    mint: (request) => world.control.mint(request),
    status() {
      if (random() > 0.4) return 200;
      refused += 1;
      return [401, 404, 410, 500, 503][Math.floor(random() * 5)] ?? 500;
    },
    onSaid: (chat, text) => void read.get(chat)?.push(text),
  });
  await createConnection(world.database.db.q, Buffer.from(world.env.SECRETS_KEY ?? '', 'base64'), SANDBOX.tenantId, {
    name: 'Contoso HR',
    kind: 'copilotStudioTeams',
    appId: 'contoso-hr-crash',
    callerAppId: CALLER,
    state: 'live',
  });
});
afterAll(async () => {
  await agent.stop();
  await world.stopAll();
});

test(`${KILLS} kills of two desks: no word of either side lost, none out of order`, async () => {
  let isOver = false;
  const killing = (async () => {
    for (let n = 0; n < KILLS; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500 + random() * 2_500));
      await world.restart(n % 2);
    }
  })().finally(() => (isOver = true));
  const talks = Array.from({ length: CHATS }, (_, n): Talk => ({ chat: `crash-${n}`, said: [], answered: [] }));
  await Promise.all([killing, ...talks.map((talk, n) => walk(talk, n, () => isOver))]);

  const { pool } = world.database.db;
  let left = -1;
  await eventually(
    async () => {
      // What the chat has refused comes with the next turn.
      for (const { chat } of talks) await turn(chat, 'anything else?');
      const { rows } = await pool.query<{ left: number }>(
        `select coalesce(sum(pending), 0)::int as left from lane where key like 'connected:%'`,
      );
      left = rows[0]?.left ?? -1;
      return left === 0;
    },
    { what: 'the lanes to be empty', everyMs: 500, progress: () => left },
  );
  let doubles = 0;
  for (const { chat, said, answered } of talks) {
    const { rows } = await pool.query<{ text: string }>(
      `select m.text from message m join conversation c on c.id = m.conversation_id
       where c.external_id = $1 and m.author_kind = 'customer' and m.text like 'C-%' order by m.seq`,
      [`connected:${chat}`],
    );
    expect(rows.map(({ text }) => text)).toEqual(said);
    const words = (read.get(chat) ?? []).flatMap((text) => /\bA-\d+-\d+\b/.exec(text)?.[0] ?? []);
    expect(answered.length).toBeGreaterThan(0);
    expect([...new Set(words)]).toEqual(answered);
    doubles += words.length - answered.length;
  }
  const all = talks.reduce((sum, { said, answered }) => sum + said.length + answered.length, 0);
  process.stdout.write(
    `connected crash: seed ${SEED}, ${KILLS} kills, ${all} messages, ${refused} refused, ${doubles} shown twice\n`,
  );
});

async function walk(talk: Talk, n: number, isOver: () => boolean): Promise<void> {
  const { chat } = talk;
  read.set(chat, []);
  await turn(chat, 'A person, please');
  const { rows } = await world.database.db.pool.query<{ id: string }>(
    `select e.id from escalation e join conversation c on c.id = e.conversation_id where c.external_id = $1`,
    [`connected:${chat}`],
  );
  const id = rows[0]?.id ?? '';
  const adele = world.agents[0];
  if (!adele) throw new Error('The sandbox has no agents.');
  await insist(() => world.ask(adele, `/escalations/${id}/claim`, { body: {}, desk: coin() }));
  for (let word = 0; !isOver() || word < 5; word += 1) {
    if (random() < 0.5) {
      const text = `C-${n}-${word}`;
      await turn(chat, text);
      talk.said.push(text);
    } else {
      const text = `A-${n}-${word}`;
      const body = { text, clientMessageId: randomUUID() };
      await insist(() => world.ask(adele, `/escalations/${id}/messages`, { body, desk: coin() }));
      talk.answered.push(text);
    }
    await new Promise((resolve) => setTimeout(resolve, random() * 200));
  }
}

const coin = () => (random() < 0.5 ? 0 : 1);

/** The connector tries again with the same turn until it has an answer. */
async function turn(chat: string, text: string): Promise<void> {
  const activity = agent.activity(chat, text);
  const { body } = await insist(() => agent.post(activity));
  for (const { text: words } of body.activities ?? []) read.get(chat)?.push(String(words));
}

async function insist<T extends { status: number }>(ask: () => Promise<T>): Promise<T> {
  const answer = await eventually(
    async () => {
      const one = await ask().catch(() => null);
      return one && one.status < 500 ? one : null;
    },
    { what: 'an answer', everyMs: 100 },
  );
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer)}`);
  return answer;
}
