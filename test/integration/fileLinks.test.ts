/** Files for bots and chats that follow links: what a link opens, and for how long. */
import { randomUUID } from 'node:crypto';
import { FileLinks } from '../../src/delivery/fileLinks';
import { deliverableFile } from '../../src/store/files';
import { lastMessages } from '../../src/store/transcript';
import { findEscalation } from '../../src/store/escalation/escalations';
import { type RestBot, startRestBot } from '../support/restBot';
import { adele, type RestDesk, SECRET, startRestDesk } from '../support/restDesk';

let desk: RestDesk;
let bot: RestBot;
let id: string;

const PDF = Buffer.from('%PDF-1.7\n1 0 obj');

beforeAll(async () => {
  desk = await startRestDesk();
  await desk.connect('parcels');
  bot = await startRestBot({ desk: () => desk.url, appId: 'parcels', secret: SECRET });
  const { body } = await bot.ask('/api/handoffs', {
    conversationId: 'chat-1',
    customer: { id: 'robin', name: 'Robin Ortiz' },
    callbackUrl: bot.callbackUrl,
  });
  id = body.id as string;
  await desk.escalations.claim(id, adele);
});
afterAll(async () => {
  await bot.stop();
  await desk.stop();
});

async function uploaded(name = 'terms.pdf', bytes = PDF): Promise<string> {
  const row = await findEscalation(desk.db.q, id);
  const file = await desk.files.uploads.take(adele, {
    tenantId: adele.tenantId,
    conversationId: row?.conversationId ?? '',
    name,
    claimed: null,
    length: bytes.length,
    bytes: (async function* () {
      yield bytes;
    })(),
  });
  return file.id;
}

async function sent(): Promise<{ fileId: string; url: string }> {
  const fileId = await uploaded('Vertrag März.pdf');
  await desk.replies.reply(id, adele, { text: '', fileIds: [fileId], clientMessageId: randomUUID() });
  await desk.deliver();
  const message = bot.heard.at(-1)?.message as unknown as {
    attachments: { url: string; name: string; contentType: string }[];
  };
  expect(message.attachments).toMatchObject([{ name: 'Vertrag März.pdf', contentType: 'application/pdf' }]);
  return { fileId, url: message.attachments[0]?.url ?? '' };
}

const newest = async () => {
  const row = await findEscalation(desk.db.q, id);
  if (!row) throw new Error('no escalation');
  return (await lastMessages(desk.db.q, row, 1))[0];
};

describe('an agent’s file', () => {
  test('reaches a REST bot as a link, which opens it and nothing around it', async () => {
    const { url } = await sent();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/files\/[\w-]{59}\/Vertrag%20M%C3%A4rz\.pdf$/);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(PDF)).toBe(true);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    // The name is only for people.
    expect((await fetch(url.replace(/[^/]*$/, 'x.txt'))).status).toBe(200);
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe(String(PDF.length));
  });

  test('is behind no other link: changed, cut, ended, of another desk', async () => {
    const { url, fileId } = await sent();
    const [, signed = ''] = /\/files\/([\w-]+)\//.exec(url) ?? [];
    const other = (index: number) => (signed[index] === 'A' ? 'B' : 'A');
    const file = await deliverableFile(desk.db.q, fileId);
    if (!file) throw new Error('not deliverable');
    const from = (links: FileLinks, at: Date) => links.to(file, at).split('/').at(-2) ?? '';
    const hourAgo = new Date(Date.now() - 3_601_000);
    for (const wrong of [
      ...[0, 20, 40, signed.length - 2].map((at) => `${signed.slice(0, at)}${other(at)}${signed.slice(at + 1)}`),
      signed.slice(0, -4),
      `${signed}AAAA`,
      `${signed}=`,
      from(desk.files.links, hourAgo),
      from(new FileLinks({ secretsKey: Buffer.alloc(32, 9), publicUrl: desk.url }), new Date()),
      fileId,
      '',
    ]) {
      expect({ wrong, status: (await fetch(`${desk.url}/files/${wrong}`)).status }).toEqual({ wrong, status: 404 });
    }
    expect((await fetch(`${desk.url}/files/${from(desk.files.links, new Date(Date.now() - 3_500_000))}`)).status).toBe(
      200,
    );
  });

  test('of a message that was taken back is gone with it', async () => {
    const { url } = await sent();
    await desk.db.pool.query('update message set deleted_at = now() where id = $1', [(await newest())?.id]);
    expect((await fetch(url)).status).toBe(404);
  });
});

describe('a customer’s file', () => {
  const path = (query: string) => `/api/handoffs/${id}/files?${query}`;

  test('comes as an upload of their bot’s, once', async () => {
    const first = await bot.ask(path('id=f1&name=Beleg%20M%C3%A4rz.pdf'), PDF, {
      headers: { 'content-type': 'image/png' },
    });
    expect([first.status, first.body]).toEqual([201, { id: 'f1' }]);
    expect((await bot.ask(path('id=f1&name=b.pdf'), PDF)).status).toBe(200);
    await desk.deliver();
    const message = await newest();
    expect(message?.attachments).toMatchObject([{ name: 'Beleg März.pdf', url: null }]);
    const file = await deliverableFile(desk.db.q, message?.attachments[0]?.fileId ?? '');
    expect(file).toMatchObject({ state: 'ready', contentType: 'application/pdf', size: PDF.length });
  });

  test('is refused without a name, when it is too large, and after the end', async () => {
    expect(await bot.ask(path('id=f2'), PDF)).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    expect(await bot.ask(path('id=f2&name=a.pdf'), Buffer.alloc(2 * 1_048_576 + 1))).toMatchObject({
      status: 413,
      body: { code: 'too_large' },
    });
    await desk.escalations.resolve(id, adele, { outcome: 'done' });
    expect(await bot.ask(path('id=f3&name=a.pdf'), PDF)).toMatchObject({ status: 409, body: { code: 'closed' } });
  });
});
