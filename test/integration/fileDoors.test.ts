/** Files through every door, both ways: Teams and Direct Line, a skill's parent, a bot over HTTP; on one desk in `teams` mode. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { presentMessage } from '../../src/api/present';
import { SANDBOX } from '../../src/config/world';
import { createConnection } from '../../src/store/connections';
import { findEscalation } from '../../src/store/escalation/escalations';
import { filesOf } from '../../src/store/files';
import { lastMessages } from '../../src/store/transcript';
import { eventually } from '../support/eventually';
import { type RestBot, startRestBot } from '../support/restBot';
import { scriptedBot } from '../support/scriptedBot';
import { inChat } from '../support/teamsActivities';
import { adele, robin, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk';

const PARENT = '11111111-2222-4333-8444-555555555555';
const SECRET = 'the-signing-secret';
const PDF = Buffer.from('%PDF-1.7\n1 0 obj');
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const DATA_GIF = `data:image/gif;base64,${GIF.toString('base64')}`;

type Json = Record<string, unknown>;

const bot = scriptedBot();
let desk: TeamsDesk;
let rest: RestBot;
/** Serves files at any path but those that end in "gone", and is the skill's parent. */
let web: { url: string; heard: Json[]; asked: string[]; stop(): Promise<void> };

beforeAll(async () => {
  desk = await startTeamsDesk({ mode: 'teams', bot });
  web = await startWeb();
  await createConnection(desk.db.q, desk.config.secretsKey, SANDBOX.tenantId, {
    name: 'Parcel bot',
    kind: 'botFramework',
    appId: PARENT,
    state: 'live',
  });
  await createConnection(desk.db.q, desk.config.secretsKey, SANDBOX.tenantId, {
    name: 'Shop',
    kind: 'rest',
    appId: 'shop',
    state: 'live',
    signingSecret: SECRET,
  });
  rest = await startRestBot({ desk: () => desk.url, appId: 'shop', secret: SECRET });
});
afterEach(() => desk.db.q.deleteFrom('rate_budget').execute());
afterAll(async () => {
  await rest.stop();
  await desk.stop();
  await web.stop();
});

async function startWeb() {
  const heard: Json[] = [];
  const asked: string[] = [];
  const server = createServer((req, res) => {
    void req.toArray().then((parts: Buffer[]) => {
      if (req.method === 'POST') {
        heard.push(JSON.parse(Buffer.concat(parts).toString()) as Json);
        return res.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"theirs"}');
      }
      asked.push(req.url ?? '');
      if (req.url?.endsWith('gone')) return res.writeHead(404).end();
      const isPicture = req.url?.includes('.gif');
      return res
        .writeHead(200, { 'content-type': isPicture ? 'image/gif' : 'application/pdf' })
        .end(isPicture ? GIF : PDF);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const agent = { id: adele.id, name: adele.name, tenantId: SANDBOX.tenantId, manager: true, queueIds: [] };

/** The newest messages of the chat as an agent sees them, files and all. */
async function shown(id: string, count: number) {
  const row = await findEscalation(desk.db.q, id);
  if (!row) throw new Error('no escalation');
  const messages = await lastMessages(desk.db.q, row, count);
  const files = await filesOf(
    desk.db.q,
    messages.map((one) => one.id),
  );
  return messages.map((message) => presentMessage(message, agent, files));
}
const brought = async (id: string) =>
  (await shown(id, 1))[0]?.attachments.map(({ name, state, reason }) => [name, state, reason]);

/** An agent sends a document. */
async function sends(id: string): Promise<void> {
  const row = await findEscalation(desk.db.q, id);
  const upload = {
    tenantId: SANDBOX.tenantId,
    conversationId: row?.conversationId ?? '',
    name: 'terms.pdf',
    claimed: null,
    length: PDF.length,
    bytes: Readable.from([PDF]),
  };
  const { id: fileId } = await desk.files.uploads.take(agent, upload);
  await desk.escalations.claim(id, agent);
  await desk.replies.reply(id, agent, { text: 'Our terms', fileIds: [fileId], clientMessageId: randomUUID() });
  await desk.deliver();
}

/** The desk's public address is in front of it, where a proxy would be. */
async function opens(url: unknown): Promise<boolean> {
  const at = String(url).replace(`${desk.config.publicUrl}/files/`, `${desk.url}/files/`);
  return Buffer.from(await (await fetch(at)).arrayBuffer()).equals(PDF);
}

const TRANSCRIPT = () => [
  {
    type: 'message',
    from: { role: 'user' },
    text: 'see',
    attachments: [{ contentType: 'image/gif', contentUrl: DATA_GIF }],
  },
  {
    type: 'message',
    from: { role: 'bot' },
    text: 'Thanks',
    attachments: [
      { contentType: 'application/pdf', contentUrl: `${web.url}/a.pdf`, name: 'a.pdf' },
      { contentType: 'application/pdf', contentUrl: `${web.url}/gone`, name: 'b.pdf' },
    ],
  },
];
const HISTORY = [
  ['Picture', 'ready', null],
  ['a.pdf', 'ready', null],
  ['b.pdf', 'unavailable', expect.stringContaining('no longer')],
];

describe('a Copilot Studio agent', () => {
  test('gets a customer’s file with the words it came with', async () => {
    const file = { name: 'Beleg “März”.pdf', contentType: 'application/pdf', base64: PDF.toString('base64') };
    await desk.control.chat(robin.id, { text: 'here is my receipt', files: [file] });
    const heard = await eventually(() => bot.heard.find(({ text }) => text === 'here is my receipt'));
    const [attachment] = heard['attachments'] as Json[];
    expect(attachment).toMatchObject({ name: 'Beleg “März”.pdf', contentType: 'application/pdf' });
    // Uploaded, so that it is where the bot's own channel keeps files.
    expect(attachment?.['contentUrl']).toMatch(`${desk.cloud.url}/directline/files/`);
    expect(await opens(attachment?.['contentUrl'])).toBe(true);
  });
});

describe('an edit in Teams', () => {
  const file = (name: string, link: string) => ({
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    contentUrl: `https://contoso.sharepoint.example/${name}`,
    name,
    content: { downloadUrl: `${web.url}/${link}`, uniqueId: link, fileType: 'pdf' },
  });

  test('that adds a file brings it, and no other a second time', async () => {
    const id = await desk.open(robin);
    await desk.deliver();
    const picture = { contentType: 'image/gif', contentUrl: `${web.url}/one.gif?auth=1` };
    const said = inChat(desk, robin, { text: 'my papers', attachments: [file('one.pdf', 'one?auth=1'), picture] });
    await desk.hear(said);
    await desk.deliver();
    web.asked.length = 0;
    const edit = {
      ...said,
      type: 'messageUpdate',
      text: 'all my papers',
      timestamp: new Date().toISOString(),
      channelData: { tenant: { id: SANDBOX.tenantId }, eventType: 'editMessage' },
      attachments: [
        { ...picture, contentUrl: `${web.url}/two.gif` },
        file('one.pdf', 'one?auth=2'),
        file('two.pdf', 'two'),
        { ...picture, contentUrl: `${web.url}/one.gif?auth=2` },
      ],
    };
    await desk.hear(edit);
    await desk.hear(edit);
    await desk.deliver();
    expect(web.asked.sort()).toEqual(['/two', '/two.gif']);
    expect((await shown(id, 1))[0]?.text).toBe('all my papers');
    expect(await brought(id)).toEqual([
      ['one.pdf', 'ready', null],
      ['Picture', 'ready', null],
      ['Picture', 'ready', null],
      ['two.pdf', 'ready', null],
    ]);
    const { tenantId, ...row } = (await findEscalation(desk.db.q, id))!;
    await desk.escalations.abandon(row.id, tenantId, { kind: 'customer', id: robin.id, name: robin.name }, 'done');
  });
});

describe('a bot that calls the desk as its skill', () => {
  const call = async (fields: Json) => {
    const claims = { aud: SANDBOX.bot.appId, appid: PARENT };
    const response = await fetch(`${desk.url}/api/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await desk.control.mint({ as: 'bot', claims })}`,
      },
      body: JSON.stringify({
        type: 'event',
        id: randomUUID(),
        channelId: 'webchat',
        serviceUrl: web.url,
        conversation: { id: 'skill-1' },
        from: { id: 'robin', name: 'Robin Ortiz', role: 'user' },
        recipient: { id: PARENT, role: 'skill' },
        ...fields,
      }),
    });
    expect(response.status).toBe(200);
  };

  test('sends and gets files as links, and those of its transcript are fetched', async () => {
    const transcript = { name: 'Transcript', contentType: 'application/json', content: { activities: TRANSCRIPT() } };
    await call({ name: 'handoff.initiate', value: {}, attachments: [transcript] });
    const { id } = await desk.db.q
      .selectFrom('escalation')
      .select('id')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    await desk.deliver();
    const history = (await shown(id, 10)).flatMap(({ attachments }) => attachments);
    expect(history.map(({ name, state, reason }) => [name, state, reason])).toEqual(HISTORY);

    const attachments = [
      { contentType: 'application/pdf', contentUrl: `${web.url}/receipt.pdf`, name: 'receipt.pdf' },
      { contentType: 'image/gif', contentUrl: DATA_GIF, name: 'cat.gif' },
      { contentType: 'application/pdf', contentUrl: `${web.url}/gone`, name: 'lost.pdf' },
    ];
    await call({ type: 'message', text: 'here', attachments });
    await desk.deliver();
    expect(await brought(id)).toEqual([
      ['receipt.pdf', 'ready', null],
      ['cat.gif', 'ready', null],
      ['lost.pdf', 'unavailable', expect.stringContaining('no longer')],
    ]);

    await sends(id);
    const words = web.heard.find(({ text }) => text === 'Our terms');
    const [terms] = words?.['attachments'] as Json[];
    expect(terms).toMatchObject({ contentType: 'application/pdf', name: 'terms.pdf' });
    expect(await opens(terms?.['contentUrl'])).toBe(true);
  });
});

describe('a bot over HTTP', () => {
  test('sends and gets files as links, and those of its transcript are fetched', async () => {
    const { status, body } = await rest.ask('/api/handoffs', {
      conversationId: 'chat-1',
      customer: { id: 'robin', name: 'Robin Ortiz' },
      callbackUrl: rest.callbackUrl,
      transcript: TRANSCRIPT(),
    });
    expect(status).toBe(201);
    const id = body.id as string;
    await desk.deliver();
    const history = (await shown(id, 10)).flatMap(({ attachments }) => attachments);
    expect(history.map(({ name, state, reason }) => [name, state, reason])).toEqual(HISTORY);

    const attachments = [{ contentType: 'application/pdf', url: `${web.url}/receipt.pdf`, name: 'receipt.pdf' }];
    expect((await rest.ask(`/api/handoffs/${id}/messages`, { id: 'm1', text: 'here', attachments })).status).toBe(201);
    await desk.deliver();
    expect(await brought(id)).toEqual([['receipt.pdf', 'ready', null]]);

    await sends(id);
    const words = rest.heard.find(({ message }) => message?.text === 'Our terms') as unknown as {
      message: { attachments: Json[] };
    };
    expect(words.message.attachments).toMatchObject([{ contentType: 'application/pdf', name: 'terms.pdf' }]);
    expect(await opens(words.message.attachments[0]?.['url'])).toBe(true);
  });

  test('brings of a long transcript the newest files; the others stay links, or words say why not', async () => {
    const one = (n: number) => ({
      author: 'customer',
      text: `n${n}`,
      attachments: [{ contentType: 'image/gif', contentUrl: DATA_GIF }],
    });
    const { body } = await rest.ask('/api/handoffs', {
      conversationId: 'chat-2',
      customer: { id: 'robin', name: 'Robin Ortiz' },
      callbackUrl: rest.callbackUrl,
      transcript: Array.from({ length: 60 }, (_, n) => one(n)),
    });
    await desk.deliver();
    const history = (await shown(body.id as string, 80)).flatMap(({ attachments }) => attachments);
    expect(history.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 10 }, () => expect.stringMatching(/ready|unavailable/)),
      ...Array.from({ length: 50 }, () => 'ready'),
    ]);
  });
});
