import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { packageApp, readValues } from '../../src/appPackage';
import { TAB_ENTITY } from '../../src/cards/deepLink';
import { packConnection, teamsAppIdOf } from '../../src/package/connectionPackage';
import { type Files, checkPackage, fillManifest, readFiles, zip } from '../../src/package/teamsPackage';

const ENV = {
  TEAMS_APP_ID: '2f8c6e1d-5b7a-4c39-9a1e-6d0b3c4f5a03',
  BOT_ID: '7d1f3a52-9c44-4e0b-8f0a-2b6c5d9e1a01',
  AAD_APP_CLIENT_ID: '9b2e4d60-3a1c-4f5d-b7e8-1c2d3e4f5a02',
  PUBLIC_URL: 'https://desk.example.com/',
};

function files(): Files {
  const read = readValues(ENV);
  if (!read.ok) throw new Error('The settings of this test are wrong.');
  return readFiles(read.values);
}

const manifestOf = (from: Files) => JSON.parse(Buffer.from(from['manifest.json'] ?? []).toString('utf8'));

function changed(change: (manifest: ReturnType<typeof manifestOf>) => void): Files {
  const all = files();
  const manifest = manifestOf(all);
  change(manifest);
  return { ...all, 'manifest.json': Buffer.from(JSON.stringify(manifest)) };
}

const problemsOf = async (of: Files) => (await checkPackage(of)).map(({ problem }) => problem);

/** A PNG of one colour, without transparency if it is to have none. */
function png(side: number, pixel: number[], alpha = true): Buffer {
  const image = new PNG({ width: side, height: side });
  image.data = Buffer.concat(Array.from({ length: side * side }, () => Buffer.from(pixel)));
  return PNG.sync.write(image, { colorType: alpha ? 6 : 2 });
}

describe('the Teams app package', () => {
  it('is one Teams takes', async () => {
    expect(await checkPackage(files())).toEqual([]);
  });

  it('asks nobody else whether it is', async () => {
    const fetch = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'));
    try {
      expect(await checkPackage(files())).toEqual([]);
      expect(await problemsOf(changed((m) => (m.$schema = 'https://example.com/schema.json')))).toHaveLength(1);
      expect(fetch).not.toHaveBeenCalled();
    } finally {
      fetch.mockRestore();
    }
  });

  it('is filled from settings', () => {
    const manifest = manifestOf(files());
    expect(manifest).toMatchObject({
      manifestVersion: '1.25',
      id: ENV.TEAMS_APP_ID,
      validDomains: ['desk.example.com', 'token.botframework.com'],
      webApplicationInfo: { id: ENV.AAD_APP_CLIENT_ID, resource: `api://desk.example.com/botid-${ENV.BOT_ID}` },
      bots: [{ botId: ENV.BOT_ID, supportsFiles: true, scopes: ['personal', 'team'] }],
    });
    expect(JSON.stringify(manifest)).not.toContain('${{');
  });

  it('has the tab deep links point at', () => {
    const tabs = manifestOf(files()).staticTabs as { entityId: string; scopes: string[] }[];
    expect(tabs.map(({ entityId, scopes }) => [entityId, scopes])).toEqual([
      ['work', ['personal']],
      ['history', ['personal']],
      ['queue', ['team']],
    ]);
    expect(tabs.map(({ entityId }) => entityId)).toContain(TAB_ENTITY);
  });

  it('is the same bytes for the same files, and holds exactly what the manifest names', () => {
    const first = zip(files());
    expect(Buffer.from(zip(files())).equals(Buffer.from(first))).toBe(true);
    expect(Object.keys(unzipSync(first)).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
  });

  it('writes values into JSON safely', () => {
    expect(JSON.parse(fillManifest('{"a":"${{X}} ${{Y}}"}', { X: 'say "hi"\\' }))).toEqual({ a: 'say "hi"\\ ${{Y}}' });
  });
});

describe('what Teams would refuse', () => {
  it.each<[string, () => Files, RegExp]>([
    ['a placeholder nobody fills', () => changed((m) => (m.name.short = '${{NAME}}')), /still contains \$\{\{NAME\}\}/],
    ['a name too long', () => changed((m) => (m.name.short = 'x'.repeat(31))), /name\/short/],
    ['a reserved word in the name', () => changed((m) => (m.name.short = 'Desk for Teams')), /contains "Teams"/],
    ['an id that is none', () => changed((m) => (m.id = 'handoff')), /\/id/],
    ['a field of another version', () => changed((m) => (m.packageName = 'com.example')), /additional properties/],
    ['a scope there is not', () => changed((m) => (m.bots[0].scopes = ['groupchat'])), /\/bots\/0\/scopes/],
    ['plain http', () => changed((m) => (m.developer.websiteUrl = 'http://desk.example.com')), /is not https/],
    ['a preview schema', () => changed((m) => (m.manifestVersion = 'devPreview')), /released schema/],
    ['a missing icon', () => ({ 'manifest.json': files()['manifest.json']! }), /color\.png is named but missing/],
    ['a file nobody names', () => ({ ...files(), 'notes.txt': Buffer.from('x') }), /notes\.txt belongs to no part/],
    ['a manifest that is not JSON', () => ({ ...files(), 'manifest.json': Buffer.from('{') }), /is not JSON/],
    ['no manifest', () => ({}), /no manifest\.json/],
    ['a small colour icon', () => ({ ...files(), 'color.png': png(96, [1, 2, 3, 255]) }), /96 × 96/],
    ['an icon that is no PNG', () => ({ ...files(), 'color.png': Buffer.from('GIF89a') }), /not a PNG/],
    [
      'an outline without alpha',
      () => ({ ...files(), 'outline.png': png(32, [255, 255, 255, 255], false) }),
      /no transparency/,
    ],
    ['an opaque outline', () => ({ ...files(), 'outline.png': png(32, [255, 255, 255, 255]) }), /no transparent pixel/],
    ['an empty outline', () => ({ ...files(), 'outline.png': png(32, [0, 0, 0, 0]) }), /shows nothing/],
  ])('%s', async (_, of, problem) => {
    const complaints = await checkPackage(of());
    expect(complaints.map((complaint) => complaint.problem).join('\n')).toMatch(problem);
    for (const { remedy } of complaints) expect(remedy).not.toBe('');
  });
});

describe("the package of a connection's bot", () => {
  const botAppId = 'AB1F3A52-9c44-4e0b-8f0a-2b6c5d9e1a01';
  const pack = async (name: string, publicUrl = 'https://desk.example.com') => {
    const packed = await packConnection({ botAppId, name, publicUrl });
    if (!packed.ok) throw new Error(JSON.stringify(packed.complaints));
    const parts = unzipSync(packed.bytes);
    return { ...packed, parts, manifest: manifestOf(parts) };
  };

  it('is a personal chat with that bot and nothing of the tab', async () => {
    const { manifest, parts, name } = await pack('Fabrikam Assistant');
    expect(Object.keys(parts).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(manifest).toMatchObject({
      id: teamsAppIdOf(botAppId),
      name: { short: 'Fabrikam Assistant', full: 'Fabrikam Assistant' },
      bots: [{ botId: botAppId, scopes: ['personal'] }],
    });
    expect(manifest).not.toHaveProperty('staticTabs');
    expect(manifest).not.toHaveProperty('webApplicationInfo');
    expect(name).toBe('fabrikam-assistant.zip');
  });

  it('is the same app each time, another one than every other bot’s', () => {
    expect(teamsAppIdOf(botAppId)).toBe(teamsAppIdOf(botAppId.toLowerCase()));
    expect(teamsAppIdOf(botAppId)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(teamsAppIdOf(ENV.BOT_ID)).not.toBe(teamsAppIdOf(botAppId));
  });

  it.each([
    ['a long name', 'The very friendly assistant of the Fabrikam corporation '.repeat(4)],
    ['a long name of many-part characters', '👩‍👩‍👧‍👦'.repeat(20)],
    ['words the store keeps for Microsoft', 'Teams help chat'],
    ['what JSON and a manifest could take for something else', '"}\\ ${{BOT_ID}}'],
    ['nothing to see', '\u202e\u200b'],
    ['a right-to-left name', 'עוזר של פבריקם'],
  ])('is one Teams takes with %s', async (_, name) => {
    const { manifest } = await pack(name);
    expect(manifest.name.short.length).toBeGreaterThan(0);
    expect(manifest.name.short.length).toBeLessThanOrEqual(30);
    expect(manifest.description.short.length).toBeLessThanOrEqual(80);
    expect(manifest.name.short).not.toMatch(/\p{Surrogate}/u);
  });

  it('is refused for an address Teams would not follow', async () => {
    const packed = await packConnection({ botAppId, name: 'Fabrikam', publicUrl: 'http://127.0.0.1:3978' });
    expect(packed).toMatchObject({ ok: false });
  });
});

describe('npm run package', () => {
  const dir = mkdtempSync(join(tmpdir(), 'package-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('names every missing setting with its remedy and ends with 78', async () => {
    const said: string[] = [];
    expect(await packageApp({ PUBLIC_URL: 'http://desk.example.com' }, (line) => said.push(line))).toBe(78);
    for (const name of ['PUBLIC_URL', 'TEAMS_APP_ID', 'BOT_ID', 'AAD_APP_CLIENT_ID']) {
      expect(said.join('\n')).toMatch(new RegExp(`${name} .+\n +\\w`));
    }
  });

  it('writes the zip and ends with 0', async () => {
    const target = join(dir, 'deep', 'desk.zip');
    expect(await packageApp(ENV, () => undefined, target)).toBe(0);
    expect(Object.keys(unzipSync(readFileSync(target)))).toContain('manifest.json');
  });
});
