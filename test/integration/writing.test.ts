/** What agents keep to say again, and what they are writing: canned replies and drafts, over the API. */
import { randomUUID } from 'node:crypto';
import * as contract from '../../src/contract/api';
import { Drafts } from '../../src/arrival/drafts';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let diego: string;
let lee: string;
let megan: string;
let stranger: string;

beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  diego = await desk.token({ oid: 'diego', name: 'Diego Siciliani' });
  lee = await desk.token({ oid: 'lee', name: 'Lee Gu' });
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
  stranger = await desk.token({ oid: 'stranger', name: 'Somebody' });
});
afterAll(() => desk.stop());

const PDF = Buffer.from('%PDF-1.7\n1 0 obj');
const GREETING = { name: 'Greeting', text: 'Hello {customer.name}' };

async function claimed(): Promise<string> {
  const id = await desk.open();
  await desk.ask(adele, `/escalations/${id}/claim`, { body: {} });
  return id;
}

async function add(who: string, reply: object): Promise<contract.CannedReply> {
  const { status, body } = await desk.ask(who, '/canned-replies', { body: reply });
  expect(status).toBe(201);
  return contract.CannedReply.parse(body);
}
const names = async (who: string) =>
  (await desk.ask(who, '/canned-replies')).body.items.map(({ name }: contract.CannedReply) => name);

async function addFile(who: string, id: string, file: { name?: string; bytes?: Buffer } = {}) {
  const { name = 'terms.pdf', bytes = PDF } = file;
  const response = await fetch(`${desk.url}/api/canned-replies/${id}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${who}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, body: await response.json() };
}

describe('canned replies', () => {
  it('are for those who work here', async () => {
    expect((await desk.ask(null, '/canned-replies')).status).toBe(401);
    expect((await desk.ask(stranger, '/canned-replies')).status).toBe(403);
    expect((await desk.ask(stranger, '/canned-replies', { body: GREETING })).status).toBe(403);
  });

  it.each([[{ text: 'a' }], [{ name: ' ', text: 'a' }], [{ name: 'a', text: 'x'.repeat(8_001) }]])(
    'need a name and words that can be sent: %#',
    async (body) => {
      expect((await desk.ask(adele, '/canned-replies', { body })).body).toMatchObject({ code: 'bad_request' });
    },
  );

  it('of one’s own nobody else sees, not even a manager', async () => {
    const mine = await add(adele, { ...GREETING, name: 'Only mine' });
    expect(mine).toMatchObject({ shared: false, can: { change: true }, changedBy: 'Adele Vance', files: [] });
    expect(await names(adele)).toContain('Only mine');
    for (const other of [diego, megan]) {
      expect(await names(other)).not.toContain('Only mine');
      const change = { method: 'PATCH', body: { name: 'Theirs' } };
      expect((await desk.ask(other, `/canned-replies/${mine.id}`, change)).status).toBe(404);
      expect((await desk.ask(other, `/canned-replies/${mine.id}`, { method: 'DELETE' })).status).toBe(404);
      expect((await addFile(other, mine.id)).status).toBe(404);
    }
  });

  it('that everybody has are kept by managers', async () => {
    expect((await desk.ask(adele, '/canned-replies', { body: { ...GREETING, shared: true } })).status).toBe(403);
    const shared = await add(megan, { ...GREETING, name: 'For all', shared: true });
    expect(await names(lee)).toContain('For all');
    const seen = (await desk.ask(adele, '/canned-replies')).body.items.find(
      ({ id }: contract.CannedReply) => id === shared.id,
    );
    expect(seen).toMatchObject({ shared: true, can: { change: false } });
    const change = { method: 'PATCH', body: { text: 'Changed' } };
    expect((await desk.ask(adele, `/canned-replies/${shared.id}`, change)).status).toBe(403);
    expect((await addFile(adele, shared.id)).status).toBe(403);
    expect((await desk.ask(megan, `/canned-replies/${shared.id}`, change)).body).toMatchObject({
      text: 'Changed',
      version: 2,
    });
  });

  it('are not undone by a second manager who read them before', async () => {
    const { id, version } = await add(megan, { ...GREETING, shared: true });
    const change = (text: string) => ({ method: 'PATCH', body: { text, version } });
    expect((await desk.ask(megan, `/canned-replies/${id}`, change('first'))).status).toBe(200);
    const { status, body } = await desk.ask(megan, `/canned-replies/${id}`, change('second'));
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'changed_meanwhile' });
    expect((await desk.ask(megan, `/canned-replies/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await desk.ask(megan, `/canned-replies/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('bring their files into a conversation, as often as they are used', async () => {
    const { id } = await add(adele, { ...GREETING, name: 'With terms' });
    expect((await addFile(adele, id)).status).toBe(201);
    const { body } = await addFile(adele, id, { name: 'more.pdf' });
    expect(contract.CannedReply.parse(body).files).toMatchObject([
      { name: 'terms.pdf', contentType: 'application/pdf', size: PDF.length },
      { name: 'more.pdf' },
    ]);
    for (let use = 0; use < 2; use += 1) {
      const escalation = await claimed();
      const brought = await desk.ask(adele, `/escalations/${escalation}/canned-replies/${id}/files`, { body: {} });
      expect(brought.status).toBe(201);
      const fileIds = brought.body.items.map(({ fileId }: contract.UploadedFile) => fileId);
      const sent = await desk.ask(adele, `/escalations/${escalation}/messages`, {
        body: { text: 'Here', clientMessageId: randomUUID(), fileIds },
      });
      expect(contract.Message.parse(sent.body).attachments).toMatchObject([
        { name: 'terms.pdf' },
        { name: 'more.pdf' },
      ]);
      const bytes = await fetch(`${desk.url}/api/escalations/${escalation}/files/${fileIds[0]}`, {
        headers: { authorization: `Bearer ${adele}` },
      });
      expect(Buffer.from(await bytes.arrayBuffer())).toEqual(PDF);
    }
    const elsewhere = await claimed();
    const path = `/escalations/${elsewhere}/canned-replies/${id}/files`;
    expect((await desk.ask(diego, path, { body: {} })).status).toBe(404);
    expect((await desk.ask(lee, path, { body: {} })).status).toBe(404);
    const [first] = (await desk.ask(adele, '/canned-replies')).body.items.find(
      (reply: contract.CannedReply) => reply.id === id,
    ).files;
    const left = await desk.ask(adele, `/canned-replies/${id}/files/${first.id}`, { method: 'DELETE' });
    expect(left.body.files).toMatchObject([{ name: 'more.pdf' }]);
  });

  it.each<[string, { name?: string; bytes?: Buffer }, number, RegExp]>([
    ['a program', { name: 'a.exe' }, 400, /could run/],
    ['nothing', { bytes: Buffer.alloc(0) }, 400, /empty/],
    ['more than 5 MB', { bytes: Buffer.alloc(5 * 1_048_576 + 1, 65) }, 413, /larger than 5 MB/],
  ])('do not keep %s, and say why', async (_, file, status, words) => {
    const { id } = await add(adele, GREETING);
    const answer = await addFile(adele, id, file);
    expect(answer.status).toBe(status);
    expect(answer.body.detail).toMatch(words);
  });

  it('have at most five files', async () => {
    const { id } = await add(adele, GREETING);
    for (let count = 0; count < 5; count += 1) expect((await addFile(adele, id)).status).toBe(201);
    expect((await addFile(adele, id)).body.detail).toMatch(/at most 5 files/);
  });
});

describe('a draft', () => {
  const put = (who: string, id: string, body: object) =>
    desk.ask(who, `/escalations/${id}/draft`, { method: 'PUT', body });
  const get = async (who: string, id: string) =>
    contract.KeptDraft.parse((await desk.ask(who, `/escalations/${id}/draft`)).body);

  it('is refused to strangers, and to those who do not see the escalation', async () => {
    const id = await claimed();
    expect((await desk.ask(null, `/escalations/${id}/draft`)).status).toBe(401);
    expect((await put(lee, id, { reply: 'a' })).status).toBe(404);
    expect((await put(adele, id, { reply: 'x'.repeat(100_001) })).body).toMatchObject({ code: 'bad_request' });
  });

  it('is there on another device, and nobody else reads it', async () => {
    const id = await claimed();
    expect(await get(adele, id)).toEqual({ draft: null, version: null, changedAt: null });
    const { body } = await put(adele, id, { reply: 'Half a sent', mode: 'note', note: 'n', fields: ['{when}'] });
    const kept = { mode: 'note', reply: 'Half a sent', note: 'n', whisper: false, fields: ['{when}'], mentions: [] };
    expect(await get(adele, id)).toMatchObject({ draft: kept, version: body.version });
    expect(await get(diego, id)).toMatchObject({ draft: null });
    expect(await get(megan, id)).toMatchObject({ draft: null });
  });

  it('of 100,000 characters is kept', async () => {
    const id = await claimed();
    expect((await put(adele, id, { reply: 'x'.repeat(100_000) })).status).toBe(200);
    expect((await get(adele, id)).draft?.reply).toHaveLength(100_000);
  });

  it('of 100,000 characters and a note as long, in any script, is kept', async () => {
    const id = await claimed();
    const words = '字'.repeat(100_000);
    expect((await put(adele, id, { reply: words, note: words })).status).toBe(200);
  });

  it('of two tabs is never one over the other', async () => {
    const id = await claimed();
    const { version } = (await put(adele, id, { reply: 'one' })).body;
    expect((await put(adele, id, { reply: 'one and more', version })).status).toBe(200);
    // The other tab has read the first.
    expect((await put(adele, id, { reply: 'one, otherwise', version })).body).toMatchObject({
      code: 'changed_meanwhile',
    });
    expect((await put(adele, id, { reply: '', version })).body).toMatchObject({ code: 'changed_meanwhile' });
    // Nor when neither knew of any; the same words are no other words.
    expect((await put(adele, id, { reply: 'unaware' })).body).toMatchObject({ code: 'changed_meanwhile' });
    expect((await put(adele, id, { reply: 'one and more' })).status).toBe(200);
    expect((await get(adele, id)).draft?.reply).toBe('one and more');
  });

  it('is gone once nothing is written, and can begin again', async () => {
    const id = await claimed();
    const { version } = (await put(adele, id, { reply: 'one' })).body;
    expect((await put(adele, id, { reply: ' ', version })).body).toEqual({
      draft: null,
      version: null,
      changedAt: null,
    });
    expect(await get(adele, id)).toMatchObject({ draft: null });
    expect((await put(adele, id, { reply: '' })).status).toBe(200);
    expect((await put(adele, id, { reply: 'two', version })).status).toBe(200);
  });

  it('is forgotten an hour after the end', async () => {
    const [ended, open] = [await claimed(), await claimed()];
    for (const id of [ended, open]) await put(adele, id, { reply: 'Half' });
    await desk.ask(adele, `/escalations/${ended}/resolve`, { body: { outcome: 'Done' } });
    const drafts = new Drafts(desk.db);
    await drafts.forget(new Date());
    expect((await get(adele, ended)).draft?.reply).toBe('Half');
    await drafts.forget(new Date(Date.now() + 3_700_000));
    expect((await get(adele, ended)).draft).toBeNull();
    expect((await get(adele, open)).draft?.reply).toBe('Half');
  });
});

describe('a colleague named in a note of the tab', () => {
  const told = async (id: string) =>
    (await desk.db.q.selectFrom('outbox').select(['kind', 'payload']).where('kind', '=', 'alert').execute())
      .map(({ payload }) => payload as unknown as { escalationId: string; mentioned?: string[]; by?: string })
      .filter((payload) => payload.escalationId === id && payload.mentioned);
  const note = (who: string, id: string, body: object) =>
    desk.ask(who, `/escalations/${id}/notes`, {
      body: { text: '@diego please', clientMessageId: randomUUID(), ...body },
    });

  it('is told, when they are of the queue’s team', async () => {
    const id = await claimed();
    expect((await note(adele, id, { mentions: ['diego', 'lee', 'nobody', 'adele'] })).status).toBe(201);
    expect(await told(id)).toMatchObject([{ mentioned: ['diego'], by: 'Adele Vance' }]);
  });

  it('is not told of a whisper, nor twice', async () => {
    const id = await claimed();
    await note(megan, id, { mentions: ['diego'], whisper: true });
    expect(await told(id)).toEqual([]);
    const clientMessageId = randomUUID();
    await note(adele, id, { mentions: ['diego'], clientMessageId });
    await note(adele, id, { mentions: ['diego'], clientMessageId });
    expect(await told(id)).toHaveLength(1);
  });
});
