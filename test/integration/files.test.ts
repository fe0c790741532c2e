import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { presentMessage } from '../../src/api/present';
import { filesOf } from '../../src/store/files';
import { messagesOf } from '../../src/store/messages';
import { findEscalation } from '../../src/store/escalation/escalations';
import { maria, robin, adele, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk';
import { eventually } from '../support/eventually';

let desk: TeamsDesk;
let png: Buffer;
let jpeg: Buffer = Buffer.alloc(0);

beforeAll(async () => {
  desk = await startTeamsDesk();
  const plain = sharp({ create: { width: 300, height: 200, channels: 3, background: '#40a060' } });
  png = await plain.clone().png().toBuffer();
  const noise = Buffer.alloc(2_400 * 1_800 * 3);
  for (let at = 0; at < noise.length; at += 1) noise[at] = (at * 2_654_435_761) >>> 24;
  jpeg = await sharp(noise, { raw: { width: 2_400, height: 1_800, channels: 3 } }).jpeg().toBuffer();
});
afterAll(() => desk.stop());

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const PDF = Buffer.from('%PDF-1.7\n1 0 obj');
const ADELE = { id: adele.id, name: adele.name, tenantId: '', manager: false, queueIds: [] };
type Trouble = 'gone' | 'expired' | 'login' | 'broken' | 'slow';

const file = (name: string, contentType: string, bytes: Buffer, trouble?: Trouble) => ({
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
    ['a voice note', 'voice.mp4', 'audio/mp4', () => Buffer.from('000000206674797069736f6d0000', 'hex')],
  ])('%s', async (_, name, contentType, bytes) => {
    await sent(id, { files: [file(name, contentType, bytes())] });
    await desk.deliver();
    const [kept] = (await newest(id)).attachments;
    expect(kept).toMatchObject({ name, contentType, state: 'ready', size: bytes().length });
    expect((await bytesOf(kept?.fileId ?? null)).equals(bytes())).toBe(true);
  });

  it.each<[string, () => ReturnType<typeof file>, RegExp]>([
    ['more than 20 MB', () => file('large.pdf', 'application/pdf', Buffer.concat([PDF, Buffer.alloc(20 * 1_048_576)])), /larger than 20 MB/],
    ['a program', () => file('invoice.pdf.exe', 'application/pdf', PDF), /could run/],
    ['a program that is called a picture', () => file('cat.png', 'image/png', Buffer.from('7f454c4602010100', 'hex')), /could run/],
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

  it('and a host that is slow holds up no words, and no files of others', async () => {
    const other = await desk.open(maria);
    await sent(id, { text: 'slow one', files: [file('slow.pdf', 'application/pdf', PDF, 'slow')] });
    await desk.replies.reply(await claimed(id), { ...ADELE, tenantId: desk.config.entra.tenantId }, {
      text: 'I am looking.',
      clientMessageId: randomUUID(),
    });
    await eventually(() =>
      desk.control.messages(robin.chatId).some(({ text }) => text.includes('I am looking.')),
    );
    await sent(other, { files: [file('quick.gif', 'image/gif', GIF)] }, maria);
    await eventually(async () => (await newest(other)).attachments[0]?.state === 'ready');
    await desk.db.q.deleteFrom('outbox').where('kind', '=', 'fetch').execute();
  });
});

async function claimed(id: string) {
  return id;
}
void jpeg;
void createServer;
type _Unused = Server | AddressInfo;
