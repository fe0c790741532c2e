/** The pages people read say what is so: their links lead somewhere, and their names are those of the code. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import MarkdownIt from 'markdown-it';
import { SANDBOX } from '../../src/config/world';

const ROOT = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
const PAGES = ['README.md', 'SECURITY.md', 'CHANGELOG.md', ...docs.map((name) => `docs/${name}`)];

const markdown = new MarkdownIt();
/** Every token of a page, those inside lines, too. */
const tokensOf = (path: string) =>
  markdown.parse(read(path), {}).flatMap((token) => [token, ...(token.children ?? [])]);

const linksOf = (path: string): string[] =>
  tokensOf(path)
    .flatMap((token) => token.attrGet('href') ?? token.attrGet('src') ?? [])
    .map(String);

/** As GitHub names headings: in lower case, without punctuation, with a number from the second of the same name on. */
function anchorsOf(path: string): string[] {
  const tokens = markdown.parse(read(path), {});
  const seen = new Map<string, number>();
  return tokens.flatMap((token, at) => {
    if (token.type !== 'heading_open') return [];
    const words = (tokens[at + 1]?.children ?? []).map(({ content }) => content).join('');
    const anchor = words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return [before === 0 ? anchor : `${anchor}-${before}`];
  });
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(ROOT, path)).isDirectory()) return sourcesIn(path);
    return /\.(ts|tsx|json)$/.test(name) ? [path] : [];
  });
}
const sources = [...sourcesIn('src'), ...sourcesIn('tab')];

test('the README is short, and its first code are the two commands', () => {
  const lines = read('README.md').trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(120);
  const [first] = tokensOf('README.md').filter(({ type }) => type === 'fence' || type === 'code_inline');
  expect(first?.content).toBe('npm ci && npm start\nnpm ci && npm test\n');
});

test.each(PAGES)('the links of %s lead to a file, and to a heading in it', (page) => {
  const links = linksOf(page);
  const broken = links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = decodeURI(link).split('#');
    const target = path === '' ? page : relative(ROOT, resolve(ROOT, dirname(page), path));
    if (target.startsWith('..') || !existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test('the index names every page', () => {
  const links = linksOf('docs/README.md');
  expect(docs.filter((name) => name !== 'README.md' && !links.includes(name))).toEqual([]);
});

test('every setting the code reads is in docs/settings.md, and no other', () => {
  const settings = sources
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => [
      ...read(path).matchAll(/\bs\.(?:text|required|guid|choice|flag|port|whole|url|list)\(\s*'([A-Z_]+)'/g),
    ])
    .map(([, name]) => name);
  expect(settings.length).toBeGreaterThan(20);
  const rows = read('docs/settings.md').match(/^\| `.*?\|/gm) ?? [];
  const described = rows.flatMap((row) => [...row.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
  expect(described.sort()).toEqual([...new Set(settings)].sort());
});

/** Pages for people at the screen; what they show in bold is written on it. */
const SCREENS = [
  ...['agents', 'managers', 'connections', 'queues-and-time', 'routing-rules', 'teams-bots'],
  ...['connect-copilot-studio', 'connect-rest', 'connect-bot-framework', 'troubleshooting'],
];

test.each(SCREENS)('what docs/%s.md shows in bold stands on a screen', (page) => {
  const screens = sources.map((path) => read(path).replace(/\s+/g, ' ')).join('\n');
  const bold = [...read(`docs/${page}.md`).matchAll(/\*\*(.+?)\*\*/g)].map(([, label]) => label ?? '');
  const strange = bold.filter((label) => {
    const parts = label.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return !new RegExp(`['">\`\\s]${parts.join('(?:…|.{1,60}?)')}`).test(screens);
  });
  expect(strange).toEqual([]);
});

test.each(['architecture', 'contributing'])('the files docs/%s.md names are there', (page) => {
  const named = [...read(`docs/${page}.md`).matchAll(/`((?:src|tab|test|appPackage)\/[\w./-]*)`/g)];
  const missing = named.map(([, path]) => path ?? '').filter((path) => !existsSync(join(ROOT, path)));
  expect(missing).toEqual([]);
});

// Its schema, as of 0.2.28: without any of these the playground does not start, and says so in a file only.
test.each(['customer', 'agent'])('Microsoft’s playground takes the configuration of the %s', (who) => {
  const text = read(`docs/playground/${who}/.m365agentsplayground.yml`);
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);
  expect(all(/^version: '(.*)'$/gm)).toEqual(['0.1.1']);
  expect(all(/^ +aadObjectId: (.*)$/gm).sort()).toEqual(SANDBOX.people.map(({ id }) => id).sort());
  expect(all(/^ {2}(?:- )?id: (19:.*tacv2)$/gm)).toEqual([SANDBOX.team.id]);
  expect(all(/^ {4}- id: (.*)$/gm)).toEqual([SANDBOX.team.channels[1]?.id]);
});
