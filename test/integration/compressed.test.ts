import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';
import { made } from '../support/made';

const SCRIPT = Buffer.from(`export const words = ${JSON.stringify('a customer waits. '.repeat(500))};\n`);
const FORMS = { br: brotliCompressSync(SCRIPT), gzip: gzipSync(SCRIPT) };

let desk: ApiDesk;
let adele: string;
const tabDir = mkdtempSync(join(tmpdir(), 'tab-'));

beforeAll(async () => {
  const assets = join(tabDir, 'assets');
  mkdirSync(assets);
  writeFileSync(join(assets, 'main-abc.js'), SCRIPT);
  writeFileSync(join(assets, 'main-abc.js.br'), FORMS.br);
  writeFileSync(join(assets, 'main-abc.js.gz'), FORMS.gzip);
  writeFileSync(join(assets, 'small-abc.js'), 'export {};');
  desk = await startApiDesk({ tabDir });
  adele = await desk.token();
});
afterAll(async () => {
  await desk.stop();
  rmSync(tabDir, { recursive: true });
});

interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer;
}

/** As it comes over the wire: nothing is unpacked. */
async function wire(path: string, { method = 'GET', headers = {}, body }: Ask = {}) {
  const asking = request(`${desk.url}${path}`, { method, headers, agent: false });
  asking.end(body);
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return { status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) };
}

const signedIn = (headers: Record<string, string> = {}) => ({ authorization: `Bearer ${adele}`, ...headers });
const ALL = 'gzip, deflate, br, zstd';
const script = (headers: Record<string, string> = {}, method = 'GET') =>
  wire('/tab/assets/main-abc.js', { method, headers });

describe('a script of the tab', () => {
  it.each([
    ['brotli', ALL, 'br'],
    ['gzip where brotli is not known', 'gzip, deflate', 'gzip'],
    ['gzip where brotli is refused', 'br;q=0, gzip', 'gzip'],
    ['nothing where nothing is known', '', undefined],
    ['nothing where everything is refused', 'identity', undefined],
  ] as const)('comes in %s', async (_, accepted, encoding) => {
    const { status, headers, bytes } = await script(accepted ? { 'accept-encoding': accepted } : {});
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers.vary).toBe('accept-encoding');
    expect(headers['content-length']).toBe(String(bytes.length));
    expect(bytes).toEqual(encoding ? FORMS[encoding] : SCRIPT);
  });

  it('has an ETag for each of its forms, and is not sent again to whoever has it', async () => {
    const tags = await Promise.all([ALL, 'gzip', 'identity'].map((each) => script({ 'accept-encoding': each })));
    expect(new Set(tags.map(({ headers }) => headers.etag)).size).toBe(3);
    const again = await script({ 'accept-encoding': ALL, 'if-none-match': tags[0]?.headers.etag ?? '' });
    expect(again).toMatchObject({ status: 304, bytes: Buffer.alloc(0) });
    const other = await script({ 'accept-encoding': 'gzip', 'if-none-match': tags[0]?.headers.etag ?? '' });
    expect(other.status).toBe(200);
  });

  it('answers HEAD and ranges by the form it is sent in', async () => {
    const head = await script({ 'accept-encoding': ALL }, 'HEAD');
    expect(head.headers).toMatchObject({ 'content-encoding': 'br', 'content-length': String(FORMS.br.length) });
    expect(head.bytes).toHaveLength(0);
    const range = await script({ 'accept-encoding': ALL, range: 'bytes=2-9' });
    expect(range).toMatchObject({ status: 206, bytes: FORMS.br.subarray(2, 10) });
    expect(range.headers).toMatchObject({ 'content-range': `bytes 2-9/${FORMS.br.length}`, 'content-encoding': 'br' });
  });

  it('comes as it is where the build made no other form, and not at all where there is none', async () => {
    const small = await wire('/tab/assets/small-abc.js?v=1', { headers: { 'accept-encoding': ALL } });
    expect(small).toMatchObject({ status: 200, bytes: Buffer.from('export {};') });
    expect(small.headers['content-encoding']).toBeUndefined();
    for (const path of ['none.js', '..%2findex.html', '%E0%A4%A', 'assets/../../index.html']) {
      const none = await wire(`/tab/assets/${path}`, { headers: { 'accept-encoding': ALL } });
      expect(none.status).toBeGreaterThanOrEqual(400);
    }
  });

  it('is compressed by the build, with every other', async () => {
    await made('build');
    const assets = join(__dirname, '../../dist/tab/assets');
    const names = readdirSync(assets);
    // A script of a line or two grows by it, and comes as it is.
    const scripts = names.filter((name) => name.endsWith('.js') && statSync(join(assets, name)).size > 200);
    expect(scripts.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(scripts.flatMap((name) => [`${name}.br`, `${name}.gz`])));
  });
});

describe('an answer of the API', () => {
  it('is compressed where it is long', async () => {
    for (let n = 0; n < 12; n += 1) await desk.open();
    const plain = await wire('/api/escalations', { headers: signedIn() });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.bytes.length).toBeGreaterThan(8 * 1024);
    for (const [accepted, name, unpack] of [
      [ALL, 'br', brotliDecompressSync],
      ['gzip', 'gzip', gunzipSync],
    ] as const) {
      const answer = await wire('/api/escalations', { headers: signedIn({ 'accept-encoding': accepted }) });
      expect(answer.headers['content-encoding']).toBe(name);
      expect(answer.headers.vary).toContain('Accept-Encoding');
      expect(unpack(answer.bytes)).toEqual(plain.bytes);
      expect(answer.bytes.length).toBeLessThan(plain.bytes.length / 3);
    }
  });

  it('keeps its ETag, and HEAD has no body', async () => {
    const headers = signedIn({ 'accept-encoding': ALL });
    const { headers: got } = await wire('/api/openapi.json', { headers });
    expect(got['content-encoding']).toBe('br');
    const again = await wire('/api/openapi.json', { headers: { ...headers, 'if-none-match': got.etag ?? '' } });
    expect(again).toMatchObject({ status: 304, bytes: Buffer.alloc(0) });
    expect(await wire('/api/openapi.json', { method: 'HEAD', headers })).toMatchObject({
      status: 200,
      bytes: Buffer.alloc(0),
    });
  });

  it('is left as it is where it is short', async () => {
    const me = await wire('/api/me', { headers: signedIn({ 'accept-encoding': ALL }) });
    expect(me.status).toBe(200);
    expect(me.headers['content-encoding']).toBeUndefined();
  });

  it('is left as it is where it is a file of somebody’s, even of JSON', async () => {
    const id = await desk.open();
    await desk.ask(adele, `/escalations/${id}/claim`, { body: {} });
    const file = Buffer.from(JSON.stringify({ words: 'a customer’s own. '.repeat(2_000) }));
    const upload = await wire(`/api/escalations/${id}/files?name=export.json`, {
      method: 'POST',
      headers: signedIn({ 'content-type': 'application/json' }),
      body: file,
    });
    const { fileId } = JSON.parse(upload.bytes.toString()) as { fileId: string };
    const message = { text: 'Here', clientMessageId: randomUUID(), attachments: [{ fileId }] };
    await desk.ask(adele, `/escalations/${id}/notes`, { body: message });
    const got = await wire(`/api/escalations/${id}/files/${fileId}`, {
      headers: signedIn({ 'accept-encoding': ALL }),
    });
    expect(got.headers['content-encoding']).toBeUndefined();
    expect(got.bytes).toEqual(file);
  });

  it('is left as it is where it is the stream', async () => {
    const headers = signedIn({ 'accept-encoding': ALL, accept: 'text/event-stream' });
    const asking = request(`${desk.url}/api/stream`, { headers, agent: false }).end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    const [first] = (await once(answer, 'data')) as [Buffer];
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(first.toString()).toMatch(/^retry: \d+\nevent: hello\n/);
    asking.destroy();
  });
});
