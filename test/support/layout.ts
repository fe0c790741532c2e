/** Which way the arrows point: what a folder may import, and what to do about an import that goes astray. */
import type { Effect, Import, Source } from './source';

/** From the ground up: a folder imports only folders before it in this list. Root files stand above them all. */
const SERVER = [
  'contract',
  'base',
  'domain',
  'config',
  'cards',
  'store',
  'escalation',
  'arrival',
  'delivery',
  'connection',
  'package',
  'auth',
  'intake',
  'teams',
  'api',
  'sandbox',
] as const;

/** Edges to the outside; they never import each other. */
const EDGES = ['auth', 'intake', 'teams', 'api', 'sandbox'];
/** What may put something into the outbox. */
const USE_CASES = ['escalation', 'arrival', 'delivery', 'connection'];
/** Receive data, return data: no clock, no SQL, no HTTP. */
const PURE = ['contract', 'domain', 'cards'];
/** Folders that may use Express: they serve or help to serve HTTP. */
const HTTP = ['base', 'intake', 'teams', 'api', 'sandbox', ''];

/** The tab, from the ground up; features stand beside each other. */
const TAB = ['words', 'desk', 'parts', 'keyboard', 'verbs', 'feature', 'shell', ''] as const;
const FEATURES = ['work', 'conversation', 'history', 'now', 'settings'];

/** Domain code the store runs, not only names: the rate table is counted in the database's transaction. */
const STORE_RUNS = ['src/domain/rate'];

/** A smell, not a law of nature: two nouns in one file, as a rule. */
const LINES = 300;

export interface Facts {
  /** Functions of the store that change the escalation table, read from their SQL. */
  escalationWriters: ReadonlySet<string>;
}

type Complain = (why: string, move: string) => string;

/** Every broken rule of a file as `file:line what is wrong. What to do.` */
export function complaints(source: Source, facts: Facts): string[] {
  const file = source.path.replace(/\.tsx?$/, '');
  const found: { line: number; words: string }[] = [];
  const unknown = unknownFolder(file);
  if (unknown) found.push({ line: 1, words: unknown });
  for (const one of source.imports) {
    const complain: Complain = (why, move) => `imports ${one.target}: ${why}. ${move}`;
    const words = one.ours ? ownImport(file, one, complain) : packageImport(file, source, one, complain);
    if (words) found.push({ line: one.line, words });
    else if (one.ours) {
      const named = useOfName(file, one, facts, complain);
      if (named) found.push({ line: one.line, words: named });
    }
  }
  for (const one of source.effects) {
    const words = effect(file, source, one);
    if (words) found.push({ line: one.line, words });
  }
  if (source.lines > LINES) {
    found.push({ line: LINES + 1, words: `has ${source.lines} lines. Divide it by noun: ${LINES} is the most.` });
  }
  return found.map(({ line, words }) => `${source.path}:${line} ${words}`);
}

/** Answers to an invoke travel in its own response; signs of typing ask the rate table, and nobody misses one. */
const SPEAKS_ITSELF = ['src/teams/inbound/bot', 'src/teams/teams'];

const isPage = (file: string): boolean => file.startsWith('src/sandbox/page/');

/** `store` for `src/store/outbox/lanes`, empty for a file at the root. */
function folderOf(file: string): string {
  const parts = file.split('/');
  return parts.length > 2 ? (parts[1] ?? '') : '';
}

function unknownFolder(file: string): string | null {
  const folder = folderOf(file);
  if (folder === '') return null;
  if (file.startsWith('src/') && !(SERVER as readonly string[]).includes(folder)) {
    return `is in a folder nobody knows, src/${folder}. Put it into one of ${SERVER.join(', ')}, or give the folder its place in test/support/layout.ts and docs/architecture.md.`;
  }
  if (
    file.startsWith('tab/') &&
    !['words', 'desk', 'parts', 'keyboard', 'verbs', 'shell', ...FEATURES].includes(folder)
  ) {
    return `is in a folder nobody knows, tab/${folder}. Name it among the features in test/support/layout.ts, or put it into one of them.`;
  }
  return null;
}

function ownImport(file: string, one: Import, complain: Complain): string | null {
  if (file.startsWith('tab/')) return inTheTab(file, one, complain);
  if (isPage(file)) {
    if (isPage(one.target) || /^src\/(sandbox\/state\/contract|config\/world)$/.test(one.target)) return null;
    return complain('the page plays Teams’ client and knows the sandbox by its contract only', 'Ask /sandbox/api.');
  }
  if (one.target.startsWith('tab/') || isPage(one.target)) {
    return complain('this runs in a browser', 'Move what both need to src/contract/.');
  }
  return inTheServer(file, one, complain);
}

function inTheServer(file: string, { target, typeOnly, dynamic }: Import, complain: Complain): string | null {
  const from = folderOf(file);
  const to = folderOf(target);
  if (from === to) return null;
  if (from === '') {
    const loaded = to !== 'sandbox' || typeOnly || dynamic;
    return loaded
      ? null
      : complain('a desk in Teams carries nothing of the sandbox', 'Load it with import() and pass it in.');
  }
  if (to === '') return complain('arrows point inwards', 'Let src/app.ts pass it in.');
  if (EDGES.includes(from) && EDGES.includes(to)) {
    return complain(
      'edges never import each other',
      'Put what both need into a use case, or let src/app.ts pass it in.',
    );
  }
  if (place(to) < 0) return complain(`src/${to} is a folder nobody knows`, 'Give it its place in the layout first.');
  if (place(to) > place(from)) {
    return complain(
      `src/${from} stands below src/${to}`,
      PURE.includes(from)
        ? 'Take the value as an argument, or move the type down.'
        : 'Move what both need down, define an interface here that the upper one fills, or let src/app.ts pass it in.',
    );
  }
  if (from === 'store' && (to === 'contract' || to === 'domain') && !typeOnly && !STORE_RUNS.includes(target)) {
    return complain('the store keeps rows and decides nothing', 'Write "import type", or decide in the use case.');
  }
  if (target === 'src/connection/registry' && !['connection', 'api', 'sandbox'].includes(from)) {
    return complain('managers change the registry, nobody else', 'Read src/store/connections.ts, or report to health.');
  }
  return null;
}

const place = (folder: string): number => (SERVER as readonly string[]).indexOf(folder);

function inTheTab(file: string, { target, typeOnly }: Import, complain: Complain): string | null {
  if (!target.startsWith('tab/')) {
    if (target.startsWith('src/contract/') && typeOnly) return null;
    return target.startsWith('src/contract/')
      ? complain('the tab takes only types from the contract', 'Write "import type".')
      : complain('the tab takes only types, and only from the contract', 'Ask the API, or move the shape there.');
  }
  const from = layerOf(file);
  const to = layerOf(target);
  if (from === to && (from !== 'feature' || folderOf(file) === folderOf(target))) return null;
  if (from === 'feature' && to === 'feature') {
    return complain('features know nothing of each other', 'Move what both need to tab/verbs or tab/parts.');
  }
  if (TAB.indexOf(to) < TAB.indexOf(from)) return null;
  return complain(
    `${from} stands below ${to}`,
    'Move what both need down, or let the one above pass it as a property.',
  );
}

function layerOf(file: string): (typeof TAB)[number] {
  const folder = folderOf(file);
  if (FEATURES.includes(folder)) return 'feature';
  return folder as (typeof TAB)[number];
}

function packageImport(file: string, source: Source, one: Import, complain: Complain): string | null {
  const { target, typeOnly } = one;
  const folder = file.startsWith('src/') ? folderOf(file) : 'tab';
  if (/^(botbuilder|botframework-|@microsoft\/teams-ai)/.test(target) && folder !== 'teams') {
    return complain('only src/teams/ knows the Bot Framework', 'Give src/teams/ our own types to fill.');
  }
  if (/^(pg|kysely)(\/|$)/.test(target) && folder !== 'store') {
    return complain('SQL lives in src/store/', 'Write a function there, in the file of its noun.');
  }
  if (target === 'express' && !HTTP.includes(folder)) {
    return complain('HTTP lives in the edges', 'Take and give plain values here.');
  }
  if (isPure(file, source) && /^(node:)?(fs|net|http|https|child_process|timers)(\/|$)/.test(target) && !typeOnly) {
    return complain('a pure file computes with what it is given', 'Take it as an argument.');
  }
  if (file.startsWith('tab/words/') && target !== 'react') {
    return complain('words are plain sentences', 'Take what they vary by as a named parameter.');
  }
  if (target === '@microsoft/teams-js' && file !== 'tab/desk/teams') {
    return complain('teams-js lives in tab/desk/teams.ts', 'Add what you need there.');
  }
  return null;
}

/** By folder, and wherever a file says of itself that it is. */
function isPure(file: string, source: Source): boolean {
  if (isPage(file) || !file.startsWith('src/')) return false;
  return PURE.includes(folderOf(file)) || /\bPure\b/.test(source.heading);
}

function useOfName(file: string, { names, target }: Import, { escalationWriters }: Facts, complain: Complain) {
  const folder = folderOf(file);
  if (!file.startsWith('src/') || folder === 'store') return null;
  if (target === 'src/store/outbox/outbox' && names.includes('enqueue') && !USE_CASES.includes(folder)) {
    return complain('only use cases put something into the outbox', `Call one of ${USE_CASES.join(', ')}.`);
  }
  const writer = names.find((name) => escalationWriters.has(`${target}#${name}`));
  if (writer && folder !== 'escalation') {
    return complain(
      `${writer} changes the escalation table, and only src/escalation/ may`,
      'Write or call a use case there.',
    );
  }
  return null;
}

function effect(file: string, source: Source, { kind, text }: Effect): string | null {
  const folder = file.startsWith('src/') ? folderOf(file) : 'tab';
  switch (kind) {
    case 'clock':
      return isPure(file, source) ? `says ${text}: pure files have no clock. Take "now" as an argument.` : null;
    case 'process':
      return file.startsWith('src/') && !['src/index', 'src/appPackage', 'src/reset'].includes(file)
        ? `says ${text}: the environment and signals live in src/index.ts. Take it from Config, or as an argument.`
        : null;
    case 'fetch':
      return isPage(file) || ['teams', 'intake', 'auth', 'sandbox'].includes(folder) || /^tab\/desk\//.test(file)
        ? null
        : `calls fetch: it has a home. In the tab use tab/desk/api.ts, in the server the protocol file of that service.`;
    case 'query':
      return folder === 'store' || folder === 'tab' || isPage(file)
        ? null
        : `builds a query (${text}): SQL lives in src/store/. Write a function there, in the file of its noun.`;
    case 'speak':
      return !file.startsWith('src/') || file.startsWith('src/teams/senders/') || SPEAKS_ITSELF.includes(file)
        ? null
        : `calls ${text}: whatever the desk says is a row of the outbox first. Say it by turn.say, or enqueue it in a use case.`;
    case 'apply':
      return folder === 'escalation'
        ? null
        : `calls ${text}: a decided change is applied in src/escalation/ only. Call a verb of Escalations.`;
  }
}
