import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import * as contract from '../../src/contract/api';
import { forgetUnsent } from '../../src/store/files';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let diego: string;
let lee: string;
let megan: string;
let picture: Buffer;

beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  diego = await desk.token({ oid: 'diego', name: 'Diego Siciliani' });
  lee = await desk.token({ oid: 'lee', name: 'Lee Gu' });
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
  picture = await sharp({ create: { width: 1_600, height: 900, channels: 3, background: '#00a0f0' } })
    .png()
    .toBuffer();
});
afterAll(() => desk.stop());

const PDF = Buffer.from('%PDF-1.7\n1 0 obj');

interface Sending {
  name?: string;
  type?: string;
  bytes?: Buffer;
}

async function upload(who: string | null, id: string, { name = 'a.pdf', type, bytes = PDF }: Sending = {}) {
  const response = await fetch(`${desk.url}/api/escalations/${id}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { ...(who && { authorization: `Bearer ${who}` }), 'content-type': type ?? 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, body: await response.json() };
}

async function get(who: string, path: string) {
  const response = await fetch(`${desk.url}/api${path}`, { headers: { authorization: `Bearer ${who}` } });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function claimed(): Promise<string> {
  const id = await desk.open();
  await desk.ask(adele, `/escalations/${id}/claim`, { body: {} });
  return id;
}

const say = (who: string, id: string, body: object, to = 'messages') =>
  desk.ask(who, `/escalations/${id}/${to}`, { body: { clientMessageId: randomUUID(), ...body } });

describe('an upload', () => {
  it('is refused to strangers, to those who do not see the escalation, and when it is over', async () => {
    const id = await claimed();
    expect((await upload(null, id)).status).toBe(401);
    expect((await upload(lee, id)).status).toBe(404);
    expect((await upload(adele, randomUUID())).status).toBe(404);
    await desk.ask(adele, `/escalations/${id}/resolve`, { body: { outcome: 'Done' } });
    expect(await upload(adele, id)).toMatchObject({ status: 409, body: { code: 'closed' } });
  });

  it('is known by what is in it, and keeps its name', async () => {
    const id = await claimed();
    const { status, body } = await upload(adele, id, { name: 'Beleg März.pdf', type: 'image/png' });
    expect(status).toBe(201);
    expect(contract.UploadedFile.parse(body)).toMatchObject({
      name: 'Beleg März.pdf',
      contentType: 'application/pdf',
      size: PDF.length,
      hasThumbnail: false,
    });
  });

  it('may be JSON, which nobody parses', async () => {
    const id = await claimed();
    const { status, body } = await upload(adele, id, {
      name: 'a.json',
      type: 'application/json',
      bytes: Buffer.from('{"a":'),
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ contentType: 'text/plain', size: 5 });
  });

  it.each<[string, Sending, number, RegExp]>([
    ['a program by its ending', { name: 'invoice.pdf.exe' }, 400, /could run/],
    ['a program by what is in it', { bytes: Buffer.from('7f454c4602010100', 'hex') }, 400, /could run/],
    ['nothing', { bytes: Buffer.alloc(0) }, 400, /empty/],
    ['more than 20 MB', { bytes: Buffer.alloc(20 * 1_048_576 + 1, 65) }, 413, /larger than 20 MB/],
  ])('of %s is refused in words', async (_, sending, status, words) => {
    const id = await claimed();
    const answer = await upload(adele, id, sending);
    expect(answer.status).toBe(status);
    expect(answer.body.detail).toMatch(words);
    const kept = await desk.db.q
      .selectFrom('file')
      .innerJoin('escalation', 'escalation.conversation_id', 'file.conversation_id')
      .select('file.id')
      .where('escalation.id', '=', id)
      .execute();
    expect(kept).toEqual([]);
  });

  it('of exactly 20 MB comes back as it was', async () => {
    const id = await claimed();
    const bytes = Buffer.alloc(20 * 1_048_576, 'seven b');
    const { status, body } = await upload(adele, id, { name: 'large.txt', bytes });
    expect(status).toBe(201);
    const back = await get(adele, `/escalations/${id}/files/${body.fileId}`);
    expect(back.status).toBe(200);
    expect(back.bytes.equals(bytes)).toBe(true);
  });

  it('that nobody has sent is forgotten after a day', async () => {
    const id = await claimed();
    const { body } = await upload(adele, id);
    expect(await forgetUnsent(desk.db.q, new Date(Date.now() - 60_000), 100)).not.toContain(body.fileId);
    expect(await forgetUnsent(desk.db.q, new Date(Date.now() + 60_000), 1_000)).toContain(body.fileId);
    expect((await get(adele, `/escalations/${id}/files/${body.fileId}`)).status).toBe(404);
    const chunks = await desk.db.q.selectFrom('file_chunk').select('seq').where('file_id', '=', body.fileId).execute();
    expect(chunks).toEqual([]);
  });
});

describe('a message', () => {
  it('brings files without words, and says how they stand', async () => {
    const id = await claimed();
    const first = await upload(adele, id, { name: 'screen.png', bytes: picture });
    const second = await upload(adele, id, { name: 'terms.pdf' });
    const fileIds = [second.body.fileId, first.body.fileId];
    const { status, body } = await say(adele, id, { fileIds });
    expect(status).toBe(201);
    expect(contract.Message.parse(body).attachments).toMatchObject([
      { name: 'terms.pdf', fileId: fileIds[0], state: 'ready', size: PDF.length, hasThumbnail: false, url: null },
      { name: 'screen.png', fileId: fileIds[1], state: 'ready', contentType: 'image/png', hasThumbnail: true },
    ]);
    const { body: page } = await desk.ask(diego, `/escalations/${id}/messages`);
    expect(page.items.at(-1).attachments).toEqual(body.attachments);
  });

  it('with the same clientMessageId twice is one, and so are its files', async () => {
    const id = await claimed();
    const { body } = await upload(adele, id);
    const words = { clientMessageId: randomUUID(), text: 'Here', fileIds: [body.fileId] };
    expect((await say(adele, id, words)).status).toBe(201);
    expect(await say(adele, id, words)).toMatchObject({
      status: 200,
      body: { attachments: [{ fileId: body.fileId }] },
    });
  });

  it.each([
    ['neither words nor files', async () => ({ text: ' ' })],
    ['a file there is not', async () => ({ text: 'Here', fileIds: [randomUUID()] })],
    ['a file of somebody else', async (id: string) => ({ fileIds: [(await upload(diego, id)).body.fileId] })],
    ['a file of another conversation', async () => ({ fileIds: [(await upload(adele, await claimed())).body.fileId] })],
    [
      'a file that was sent before',
      async (id: string) => {
        const { body } = await upload(adele, id);
        await say(adele, id, { text: 'a note', fileIds: [body.fileId] }, 'notes');
        return { text: 'and to the customer', fileIds: [body.fileId] };
      },
    ],
  ])('with %s is refused, and nothing is sent', async (_, make) => {
    const id = await claimed();
    const body = await make(id);
    const before = await desk.ask(adele, `/escalations/${id}/messages`);
    expect(await say(adele, id, body)).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    const after = await desk.ask(adele, `/escalations/${id}/messages`);
    expect(after.body.items).toEqual(before.body.items);
  });
});

describe('a file is served', () => {
  it('to those who may see the escalation, and to nobody else', async () => {
    const id = await claimed();
    const other = await claimed();
    const { body } = await upload(adele, id);
    const path = `/escalations/${id}/files/${body.fileId}`;
    // Not sent yet: whoever uploaded it.
    expect((await get(adele, path)).status).toBe(200);
    expect((await get(diego, path)).status).toBe(404);
    await say(adele, id, { fileIds: [body.fileId] });
    expect((await get(diego, path)).status).toBe(200);
    expect((await get(megan, path)).status).toBe(200);
    expect((await get(lee, path)).status).toBe(404);
    expect((await get('nobody', path)).status).toBe(401);
    expect((await get(adele, `/escalations/${other}/files/${body.fileId}`)).status).toBe(404);
    expect((await get(adele, `/escalations/${id}/files/${randomUUID()}`)).status).toBe(404);
    expect((await get(adele, `/escalations/${id}/files/..%2f${body.fileId}`)).status).toBe(404);
  });

  it('of a whisper to those it is between, and to managers', async () => {
    const id = await claimed();
    const { body } = await upload(megan, id);
    const whisper = await say(megan, id, { text: 'look', whisper: true, fileIds: [body.fileId] }, 'notes');
    expect(whisper.status).toBe(201);
    const path = `/escalations/${id}/files/${body.fileId}`;
    expect((await get(adele, path)).status).toBe(200);
    expect((await get(megan, path)).status).toBe(200);
    expect((await get(diego, path)).status).toBe(404);
    const { body: page } = await desk.ask(diego, `/escalations/${id}/messages`);
    expect(page.items.at(-1)).toMatchObject({ text: '(for Adele Vance only)', attachments: [] });
  });

  it('so that nothing in it runs', async () => {
    const id = await claimed();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const sending of [
      { name: 'a.svg', type: 'image/svg+xml', bytes: svg },
      { name: 'a.html', type: 'text/html', bytes: Buffer.from('<script>alert(1)</script>') },
      { name: 'ü";\r\nx: y.pdf', type: 'application/pdf', bytes: PDF },
    ]) {
      const { body } = await upload(adele, id, sending);
      const { status, headers } = await get(adele, `/escalations/${id}/files/${body.fileId}`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).not.toMatch(/html|svg|xml/);
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename=/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(headers.get('cache-control')).toBe('private, no-store');
      expect(headers.get('x')).toBeNull();
    }
  });

  it('with a small picture of a picture', async () => {
    const id = await claimed();
    const { body } = await upload(adele, id, { name: 'screen.png', bytes: picture });
    const whole = await get(adele, `/escalations/${id}/files/${body.fileId}`);
    expect(whole.headers.get('content-disposition')).toMatch(/^inline; /);
    expect(whole.headers.get('content-type')).toBe('image/png');
    const small = await get(adele, `/escalations/${id}/files/${body.fileId}/thumbnail`);
    expect(small.headers.get('content-type')).toBe('image/webp');
    expect(await sharp(small.bytes).metadata()).toMatchObject({ width: 480, height: 270 });
    const { body: pdf } = await upload(adele, id);
    expect((await get(adele, `/escalations/${id}/files/${pdf.fileId}/thumbnail`)).status).toBe(404);
  });

  it('and a picture that unfolds to gigabytes is kept and never decoded', async () => {
    const id = await claimed();
    const bomb = Buffer.from(picture);
    // Width and height in the header of a PNG.
    bomb.writeUInt32BE(100_000, 16);
    bomb.writeUInt32BE(100_000, 20);
    const { status, body } = await upload(adele, id, { name: 'bomb.png', bytes: bomb });
    expect(status).toBe(201);
    expect(body.hasThumbnail).toBe(false);
  });
});

test('the document of the API describes the routes of files', async () => {
  const { body } = await desk.ask(null, '/openapi.json');
  expect(body.paths['/escalations/{id}/files'].post.requestBody.content).toHaveProperty(['*/*']);
  expect(body.paths['/escalations/{id}/files/{fileId}'].get.responses).toHaveProperty(['200']);
});
