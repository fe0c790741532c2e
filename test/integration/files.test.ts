import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { presentMessage } from '../../src/api/present';
import { FileConsents } from '../../src/arrival/fileConsents';
import { SANDBOX } from '../../src/config/world';
import { FetchSender } from '../../src/delivery/fetchSender';
import type { FileTrouble, SandboxMessage } from '../../src/sandbox/state/contract';
import { deliverableFile, filesOf, insertFile } from '../../src/store/files';
import { messagesOf } from '../../src/store/transcript';
import { findEscalation } from '../../src/store/escalation/escalations';
import { maria, robin, adele, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk';
import { eventually, patience } from '../support/eventually';
import { inChat } from '../support/teamsActivities';

let desk: TeamsDesk;
let png: Buffer;
let jpeg: Buffer;

beforeAll(async () => {
  desk = await startTeamsDesk({ mode: 'teams' });
  const plain = sharp({ create: { width: 300, height: 200, channels: 3, background: '#40a060' } });
  png = await plain.clone().png().toBuffer();
  const noise = Buffer.alloc(2_400 * 1_800 * 3);
  for (let at = 0; at < noise.length; at += 1) noise[at] = (at * 2_654_435_761) >>> 24;
  jpeg = await sharp(noise, { raw: { width: 2_400, height: 1_800, channels: 3 } })
    .jpeg()
    .toBuffer();
});
afterAll(() => desk.stop());

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const PDF = Buffer.from('%PDF-1.7\n1 0 obj');

const file = (name: string, contentType: string, bytes: Buffer, trouble?: FileTrouble) => ({
  name,
  contentType,
  base64: bytes.toString('base64'),
  ...(trouble && { trouble }),
});

/** As the tab of an agent sees the newest message. */
async function newest(id: string) {
  const escalation = await findEscalation(desk.db.q, id);
  if (!escalation) throw new Error('no escalation');
  const { items } = await messagesOf(desk.db.q, escalation, { after: 0, limit: 200 });
  const message = items.at(-1);
  if (!message) throw new Error('no message');
  return presentMessage(message, { id: 'adele', manager: false }, await filesOf(desk.db.q, [message.id]));
}

async function sent(id: string, what: Parameters<TeamsDesk['control']['chat']>[1], person = robin) {
  await desk.control.chat(person.id, what);
  return newest(id);
}

async function bytesOf(fileId: string | null) {
  const parts: Buffer[] = [];
  for await (const part of desk.files.store.get(fileId ?? '')) parts.push(part);
  return Buffer.concat(parts);
}

describe('what a customer sends is kept', () => {
  let id: string;
  beforeAll(async () => {
    id = await desk.open(robin);
  });

  it('words at once, the picture as soon as it has come', async () => {
    const at = await sent(id, { text: 'look', files: [file('shot.png', 'image/png', png)] });
    expect(at).toMatchObject({ text: 'look', attachments: [{ name: 'shot.png', contentType: 'image/png' }] });
    await desk.deliver();
    const [picture] = (await newest(id)).attachments;
    expect(picture).toMatchObject({ state: 'ready', size: png.length, hasThumbnail: true, reason: null, url: null });
    expect((await bytesOf(picture?.fileId ?? null)).equals(png)).toBe(true);
  });

  it.each<[string, string, string, () => Buffer]>([
    ['a GIF', 'wave.gif', 'image/gif', () => GIF],
    ['a document', 'receipt.pdf', 'application/pdf', () => PDF],
    ['a voice note', 'voice.m4a', 'audio/mp4', () => Buffer.from('000000206674797069736f6d0000', 'hex')],
  ])('%s', async (_, name, contentType, bytes) => {
    await sent(id, { files: [file(name, contentType, bytes())] });
    await desk.deliver();
    const [kept] = (await newest(id)).attachments;
    expect(kept).toMatchObject({ name, contentType, state: 'ready', size: bytes().length });
    expect((await bytesOf(kept?.fileId ?? null)).equals(bytes())).toBe(true);
  });

  it.each<[string, () => ReturnType<typeof file>, RegExp]>([
    [
      'more than 20 MB',
      () => file('large.pdf', 'application/pdf', Buffer.concat([PDF, Buffer.alloc(20 * 1_048_576)])),
      /larger than 20 MB/,
    ],
    ['a program', () => file('invoice.pdf.exe', 'application/pdf', PDF), /could run/],
    [
      'a program that is called a picture',
      () => file('cat.png', 'image/png', Buffer.from('7f454c4602010100', 'hex')),
      /could run/,
    ],
    ['a dead link', () => file('receipt.pdf', 'application/pdf', PDF, 'gone'), /no longer at 127\.0\.0\.1/],
    ['a link that has ended', () => file('receipt.pdf', 'application/pdf', PDF, 'expired'), /link may have expired/],
    ['a page to sign in at instead', () => file('shot.png', 'image/png', png, 'login'), /leads to a web page/],
  ])('except %s, which is said in words while the rest arrives', async (_, make, reason) => {
    await sent(id, { text: 'here it is', files: [make(), file('fine.pdf', 'application/pdf', PDF)] });
    await desk.deliver();
    const message = await newest(id);
    expect(message.text).toBe('here it is');
    expect(message.attachments).toMatchObject([
      { state: 'unavailable', reason: expect.stringMatching(reason) },
      { name: 'fine.pdf', state: 'ready' },
    ]);
  });
});

describe('the bot’s token', () => {
  /** A host nobody knows: it keeps what it is told, and sends on to another. */
  const heard: { path: string; authorization: string | undefined }[] = [];
  let foreign: { origin: string; close: () => void };
  beforeAll(async () => {
    const server = createServer((req, res) => {
      heard.push({ path: req.url ?? '', authorization: req.headers.authorization });
      if (req.url === '/elsewhere') res.writeHead(302, { location: `${other.origin}/landed` }).end();
      else res.writeHead(200, { 'content-type': 'image/png' }).end(png);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    foreign = { origin: `http://127.0.0.1:${port}`, close: () => void server.close() };
  });
  const other = { origin: '' };
  beforeAll(() => {
    // The same server under another name is another host.
    other.origin = foreign.origin.replace('127.0.0.1', 'localhost');
  });
  afterAll(() => foreign.close());
  beforeEach(() => heard.splice(0));

  it('goes to the host the activity came from', async () => {
    const id = await desk.open(maria);
    await sent(id, { files: [file('shot.png', 'image/png', png)] }, maria);
    await desk.deliver();
    expect((await newest(id)).attachments[0]).toMatchObject({ state: 'ready' });
    expect(desk.control.files.requests.at(-1)?.authorization).toMatch(/^Bearer \S+/);
  });

  it('and to no other, whatever a message says', async () => {
    const id = await desk.open(maria);
    for (const contentUrl of [`${foreign.origin}/shot.png`, `${other.origin}/shot.png`]) {
      const { status } = await desk.hear(
        inChat(desk, maria, { text: 'look', attachments: [{ contentType: 'image/png', contentUrl, name: 'a.png' }] }),
      );
      expect(status).toBe(200);
      await desk.deliver();
      expect((await newest(id)).attachments[0]).toMatchObject({ state: 'ready', contentType: 'image/png' });
    }
    expect(heard).toEqual([
      { path: '/shot.png', authorization: undefined },
      { path: '/shot.png', authorization: undefined },
    ]);
  });

  it('and does not follow where that host leads', async () => {
    const id = await desk.open(maria);
    const row = await findEscalation(desk.db.q, id);
    const fileId = randomUUID();
    const source = {
      kind: 'teams' as const,
      url: `${foreign.origin}/elsewhere`,
      serviceUrl: `${foreign.origin}/teams/`,
      botAppId: desk.config.bot.appId,
    };
    await insertFile(desk.db.q, {
      id: fileId,
      tenantId: row?.tenantId ?? '',
      conversationId: row?.conversationId ?? '',
      messageId: null,
      owner: { kind: 'customer', id: null },
      name: 'a.png',
      contentType: 'image/png',
      source,
    });
    const sender = new FetchSender({
      db: desk.db,
      store: desk.files.store,
      allowLoopback: true,
      botToken: async () => 'the-token',
    });
    const item = { id: '1', lane: 'l', kind: 'fetch' as const, payload: { fileId }, attempts: 0, refused: 0 };
    expect(await sender.send(item, AbortSignal.timeout(patience()))).toEqual({ result: 'delivered' });
    expect(heard).toEqual([
      { path: '/elsewhere', authorization: 'Bearer the-token' },
      { path: '/landed', authorization: undefined },
    ]);
  });

  it('and private addresses are not asked at all', async () => {
    const id = await desk.open(maria);
    for (const url of [
      'https://169.254.169.254/latest/meta-data',
      'https://10.0.0.7/a.png',
      'http://example.com/a.png',
    ]) {
      await desk.hear(
        inChat(desk, maria, { text: url, attachments: [{ contentType: 'image/png', contentUrl: url, name: 'a.png' }] }),
      );
      await desk.deliver();
      expect((await newest(id)).attachments[0]).toMatchObject({ state: 'unavailable' });
    }
  });
});

describe('what an agent sends reaches the customer', () => {
  let id: string;
  beforeAll(async () => {
    id = await desk.open(robin);
    await desk.escalations.claim(id, agent());
    await desk.deliver();
  });

  async function sends(name: string, bytes: Buffer, text = ''): Promise<SandboxMessage[]> {
    const row = await findEscalation(desk.db.q, id);
    const { id: fileId } = await desk.files.uploads.take(agent(), {
      tenantId: row?.tenantId ?? '',
      conversationId: row?.conversationId ?? '',
      name,
      claimed: null,
      length: bytes.length,
      bytes: Readable.from([bytes]),
    });
    const before = desk.control.messages(robin.chatId).length;
    await desk.replies.reply(id, agent(), { text, fileIds: [fileId], clientMessageId: randomUUID() });
    await desk.deliver();
    return desk.control.messages(robin.chatId).slice(before);
  }

  it('a picture as a picture, after whose it is', async () => {
    const [who, picture] = await sends('shot.png', png);
    expect(who?.text).toBe('<b>Adele Vance</b> sends a file:');
    expect(picture?.attachments).toMatchObject([{ contentType: 'image/png', name: 'shot.png' }]);
    expect((await shown(picture)).equals(png)).toBe(true);
    expect((await newest(id)).delivery).toEqual({ state: 'delivered', reason: null });
  });

  it('a large one scaled down to what Teams shows', async () => {
    const [words, picture] = await sends('photo.jpg', jpeg, 'here');
    expect(words?.text).toContain('here');
    const bytes = await shown(picture);
    expect(bytes.length).toBeLessThanOrEqual(1_048_576);
    const { width, height } = await sharp(bytes).metadata();
    expect([width, height]).toEqual([1_024, 768]);
  });

  it('a document once they accept it', async () => {
    const [, card] = await sends('Vertrag März.pdf', PDF);
    expect(card?.attachments).toMatchObject([
      {
        contentType: 'application/vnd.microsoft.teams.card.file.consent',
        name: 'Vertrag März.pdf',
        content: { sizeInBytes: PDF.length, description: 'From Adele Vance' },
      },
    ]);
    const at = { conversationId: robin.chatId, messageId: card?.id ?? '' };
    await desk.control.consent(robin.id, { ...at, accept: true });
    await desk.deliver();
    const [info] = desk.control.messages(robin.chatId).at(-1)?.attachments ?? [];
    expect(info).toMatchObject({
      contentType: 'application/vnd.microsoft.teams.card.file.info',
      name: 'Vertrag März.pdf',
    });
    const { uniqueId } = info?.content as { uniqueId: string };
    expect(desk.control.files.bytesOf(uniqueId)?.equals(PDF)).toBe(true);
  });

  it('or does not, and the agent learns that they declined it', async () => {
    const [, card] = await sends('terms.pdf', PDF);
    await desk.control.consent(robin.id, { conversationId: robin.chatId, messageId: card?.id ?? '', accept: false });
    await desk.deliver();
    expect(await newest(id)).toMatchObject({ note: true, text: 'Robin Ortiz declined “terms.pdf”.' });
  });

  it('as a link where Teams takes no consent card', async () => {
    desk.control.setFaults({ refuse: 'file.consent' });
    const [, link] = await sends('terms.pdf', PDF);
    desk.control.setFaults({ refuse: null });
    expect(link?.text).toMatch(/<a href="http:[^"]+\/files\/[\w-]+\/terms\.pdf">terms\.pdf<\/a> \(16 bytes\)/);
  });

  it('and nothing of a note, by any way', async () => {
    const row = await findEscalation(desk.db.q, id);
    const { id: fileId } = await desk.files.uploads.take(agent(), {
      tenantId: row?.tenantId ?? '',
      conversationId: row?.conversationId ?? '',
      name: 'secret.pdf',
      claimed: null,
      length: PDF.length,
      bytes: Readable.from([PDF]),
    });
    const before = desk.control.messages(robin.chatId).length;
    const { message } = await desk.replies.note(id, agent(), {
      text: '',
      fileIds: [fileId],
      clientMessageId: randomUUID(),
    });
    await desk.deliver();
    expect(desk.control.messages(robin.chatId)).toHaveLength(before);
    expect(await deliverableFile(desk.db.q, fileId)).toBeNull();
    expect(await desk.files.links.attachmentsOf(desk.db.q, message)).toEqual(message.attachments);
    const consent = { key: 'k', fileId, place: { serviceUrl: '', botId: '', conversationId: robin.chatId } };
    const upload = {
      uploadUrl: 'https://files.example/x',
      contentUrl: null,
      name: null,
      uniqueId: null,
      fileType: null,
    };
    await new FileConsents(desk.db).accepted(consent, upload);
    const queued = await desk.db.q.selectFrom('outbox').select('id').where('kind', '=', 'upload').execute();
    expect(queued).toEqual([]);
  });
});

// The last one: its desk has a download under way when it stops.
test('a host that is slow holds up no words, and no files of others', async () => {
  const id = await desk.open(robin);
  const other = await desk.open(maria);
  await sent(id, { text: 'slow one', files: [file('slow.pdf', 'application/pdf', PDF, 'hangsOnce')] });
  await desk.escalations.claim(id, agent());
  await desk.replies.reply(id, agent(), { text: 'I am looking.', clientMessageId: randomUUID() });
  await eventually(() => desk.control.messages(robin.chatId).some(({ text }) => text.includes('I am looking.')));
  await sent(other, { files: [file('quick.gif', 'image/gif', GIF)] }, maria);
  await eventually(async () => (await newest(other)).attachments[0]?.state === 'ready');
});

const agent = () => ({ id: adele.id, name: adele.name, tenantId: SANDBOX.tenantId, manager: true, queueIds: [] });

/** A picture as the customer's client loads it. */
async function shown(message: SandboxMessage | undefined): Promise<Buffer> {
  const response = await fetch(message?.attachments[0]?.contentUrl ?? '');
  return Buffer.from(await response.arrayBuffer());
}
