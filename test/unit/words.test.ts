/** Words the glossary avoids: each has a better one in docs/glossary.md. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { sourcesIn } from '../support/source';

const AVOIDED: Readonly<Record<string, string>> = {
  ticket: 'escalation',
  case: 'escalation',
  session: 'conversation, or bot conversation',
  handler: 'say what it does',
  engagement: 'escalation',
  party: 'customer, agent or bot',
  handover: 'handoff',
  helper: 'colleague, or say what it does',
  helpers: 'colleagues',
  util: 'say what it does',
  utils: 'say what it does',
  promises: 'serviceTargets',
  standings: 'timers',
  proof: 'authentication, credentials, or what was seen',
  loose: 'foreign JSON, or what it does not mind',
  classify: 'say what comes out',
  breaker: 'concurrencyLimit',
  heed: 'say what it does',
  company: 'colleagues',
  door: 'way in, or startup',
  doors: 'ways in',
  face: 'state, title, or label',
  faces: 'states',
};

/** Names that say nothing by themselves, or too much; as a part of another name they are fine. */
const AVOIDED_ALONE: Readonly<Record<string, string>> = {
  o: 'a word',
  over: 'ended, or forget',
  held: 'of what?',
  within: 'withTimeout, or what it is inside of',
  succeed: 'say what comes next',
  comeBack: 'say who returns where',
};

/** What has to be called so: names other programs gave, and aliases of the API that go with the next release. */
const GIVEN: readonly string[] = [
  'src/sandbox/page/tab/hostContext: appSessionId',
  'src/sandbox/page/tab/hostContext: sessionId',
  'src/contract/api: helpers',
  'src/contract/escalationScope: helper',
  'src/contract/queues: promises',
  'src/api/present: helpers',
  'src/api/present: promises',
  'src/api/queues: promises',
  'src/api/fileLinks: handler',
  'src/api/router: handler',
  'src/intake/callLimits: handler',
  'src/package/teamsPackage: AppManifestUtils',
  'src/store/postgres/db: idle_in_transaction_session_timeout',
];

const wordsOf = (name: string): string[] =>
  (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((w) => w.toLowerCase());

/** Every name a file gives: of values, types, parameters and properties, and its own. */
function namesGiven(path: string, text: string): Set<string> {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const names = new Set<string>([path.replace(/^.*\/|\.tsx?$/g, '')]);
  const visit = (node: ts.Node): void => {
    const { name } = node as ts.NamedDeclaration;
    const isGiven =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isPropertySignature(node) ||
      ts.isPropertyAssignment(node) ||
      ts.isPropertyDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isMethodSignature(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isEnumDeclaration(node);
    if (isGiven && name && ts.isIdentifier(name)) names.add(name.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}

function avoided(path: string, text: string): string[] {
  const file = path.replace(/\.tsx?$/, '');
  return [...namesGiven(path, text)].flatMap((name) => {
    if (GIVEN.includes(`${file}: ${name}`)) return [];
    if (Object.hasOwn(AVOIDED_ALONE, name)) return [`${file}: ${name}; better: ${AVOIDED_ALONE[name]}`];
    const word = wordsOf(name).find((one) => Object.hasOwn(AVOIDED, one));
    // `handleClick` and `toLowerCase` are what React and JavaScript call such things.
    if (!word || /case$/i.test(name) || /^handle[A-Z]/.test(name)) return [];
    return [`${file}: ${name} says “${word}”; better: ${AVOIDED[word]}`];
  });
}

test.each(['src', 'tab'])('names in %s/ are words of the glossary', (folder) => {
  const found = sourcesIn(folder)
    .filter(({ path }) => !path.includes('/migrations/'))
    .flatMap(({ path }) => avoided(path, readFileSync(path, 'utf8')));
  expect(found).toEqual([]);
});

test.each([
  ['src/api/ticketRoutes.ts', ''],
  ['src/api/x.ts', 'const botSession = 1;'],
  ['src/api/x.ts', 'interface Handover { }'],
  ['tab/work/x.tsx', 'function chatHelper() {}'],
  ['src/store/x.ts', 'interface Row { session_id: string }'],
  ['src/auth/x.ts', 'const botProof = 1;'],
  ['tab/work/x.tsx', 'const { over } = row;'],
  ['src/teams/x.ts', 'function within(ms: number) {}'],
])('refuses %s with %s', (path, text) => {
  expect(avoided(path, text)).toHaveLength(1);
});

test('every avoided word is in the glossary with a better one', () => {
  const glossary = readFileSync('docs/glossary.md', 'utf8').toLowerCase();
  const rows = glossary.slice(glossary.indexOf('## words to avoid'));
  const plural = (word: string) => Object.hasOwn(AVOIDED, word.replace(/s$/, '')) && word.endsWith('s');
  const words = Object.keys(AVOIDED).filter((word) => !plural(word));
  expect(words.filter((word) => !rows.includes(word.replace(/s$/, '')))).toEqual([]);
});
