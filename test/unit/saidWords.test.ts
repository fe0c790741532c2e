/**
 * Whatever people are told stands in src/cards/words, a room per audience, or in tab/words, a file per place on the
 * screen, so that it can be read and translated there.
 * The rule of the server: a text of three words or more that begins with a capital is a sentence. In the folders below it may only be
 * thrown as a problem's detail (its `code` is what others translate by), or be for developers: an error nobody is
 * shown, a route's summary, a schema's message.
 */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { sourcesIn } from '../support/source';
import { wordsIn } from '../support/tabWords';

const ROOMS = ['arrival', 'escalation', 'delivery', 'connection', 'intake', 'teams', 'api'];

/** Makers of problems: what they are given is a detail beside a code. */
const PROBLEMS = new Set(['AppError', 'badField', 'wrongField', 'nothing', 'tooLarge']);
const ERRORS = new Set(['Error', 'TypeError', 'AggregateError', 'KeysUnavailable', 'RegistryUnavailable']);
/** Whole documents for developers. */
const DOCUMENTS = new Set([
  'src/api/openapi.ts',
  'src/intake/skill/skillManifest.ts',
  // What models read of a tool.
  'src/intake/agents/mcpTools.ts',
]);
/** What developers read: the OpenAPI document, and a schema's complaint, which becomes a problem's detail. */
const ROUTES = new Set(['verb', 'turn', 'simple']);
const SCHEMA = new Set(['refine', 'regex', 'describe', 'superRefine']);

/** Names machines read: a kind of icon. */
const TECHNICAL = new Set(['Text']);

const nameOf = (node: ts.Expression): string =>
  ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : '';

/** Within a class that extends Error. */
function isError(node: ts.Node): boolean {
  const around = ts.findAncestor(node, ts.isClassLike);
  return around?.heritageClauses?.some((clause) => /\bError\b/.test(clause.getText())) ?? false;
}

function isExempt(node: ts.Node, room: string): boolean {
  for (let at = node.parent; !ts.isSourceFile(at) && !ts.isFunctionLike(at); at = at.parent) {
    if (ts.isTaggedTemplateExpression(at)) return true;
    if (ts.isNewExpression(at) && (PROBLEMS.has(nameOf(at.expression)) || ERRORS.has(nameOf(at.expression))))
      return true;
    if (ts.isCallExpression(at)) {
      if (at.expression.kind === ts.SyntaxKind.SuperKeyword && isError(at)) return true;
      const called = nameOf(at.expression);
      if (PROBLEMS.has(called) || SCHEMA.has(called) || (room === 'api' && ROUTES.has(called))) return true;
    }
    if (room === 'api' && ts.isPropertyAssignment(at) && at.name.getText() === 'summary') return true;
    if (ts.isBlock(at)) return false;
  }
  return false;
}

/** What somebody or something is called where a name is missing: `name ?? 'Somebody'`. */
function isStandIn(node: ts.Node, text: string): boolean {
  const above = node.parent;
  const isFallback =
    ts.isBinaryExpression(above) &&
    above.right === node &&
    [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken].includes(above.operatorToken.kind);
  return isFallback && /^\p{Lu}\p{Ll}+([ -]\p{Ll}+)?$/u.test(text) && !TECHNICAL.has(text);
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

/** "Teams did not answer", "“…” is gone now" and "… has already claimed this" are; "Content-Type: a/b" is not. */
function isSentence(written: string): boolean {
  const text = written.replace(/<[^>]*>/g, '');
  const words = text.match(/\p{L}[\p{L}’'-]*|…/gu) ?? [];
  return (
    /^[“"(]?(?:\p{Lu}|…)/u.test(text) && words.length >= 3 && /\p{L} \p{L}/u.test(text) && !/^[\w-]+: \S+$/.test(text)
  );
}

function sentencesIn(path: string, text: string): string[] {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const room = path.split('/')[1] ?? '';
  const found: string[] = [];
  if (DOCUMENTS.has(path)) return [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    const words = textOf(node);
    if (words !== null && ((isSentence(words) && !isExempt(node, room)) || isStandIn(node, words))) {
      found.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${words}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

test.each(ROOMS)('no sentence for people is written in src/%s', (room) => {
  const said = sourcesIn(`src/${room}`).flatMap(({ path }) => sentencesIn(path, readFileSync(path, 'utf8')));
  expect(said).toEqual([]);
});

test.each([
  ["const reason = 'Teams did not answer';", 1],
  ['return { reason: `${name} did not take it` };', 1],
  ['note(`“${name}” did not reach them`);', 1],
  ["throw new AppError('not_found', 'There is no such file.');", 0],
  ["throw badField('name', 'Give it a name people can see.');", 0],
  ["const error = new Error('Nobody reads this one.');", 0],
  ["class Broke extends Error { constructor() { super('The connector is silent'); } }", 0],
  ["log.warn('outbox.lease_lost', { lane });", 0],
  ["const type = 'Content-Type: text/plain';", 0],
  ["const who = from.name ?? 'Somebody';", 1],
  ["const title = link || 'Sign in';", 1],
  ["const code = given ?? 'not_found';", 0],
])('%s has %i', (code, many) => {
  expect(sentencesIn('src/delivery/x.ts', code)).toHaveLength(many);
});

test('cards are laid out in their templates and worded elsewhere', () => {
  const templates = readdirSync('src/cards/templates').map((name) => `src/cards/templates/${name}`);
  expect(templates.length).toBeGreaterThan(4);
  const shown = /"(?:text|title|label|placeholder|errorMessage|speak|fallbackText|value|name)": "([^"]*)"/g;
  const worded = templates.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(shown)]
      .map(([, text = '']) => text.replace(/\$\{[^}]*\}/g, ''))
      .filter((text) => /\p{L}/u.test(text))
      .map((text) => `${path}: ${text}`),
  );
  expect(worded).toEqual([]);
  const around = sourcesIn('src/cards').filter(({ path }) => !path.startsWith('src/cards/words/'));
  expect(around.flatMap(({ path }) => sentencesIn(path, readFileSync(path, 'utf8')))).toEqual([]);
});

/** Parts of the tab whose words have moved to tab/words. */
const PARTS = ['desk', 'parts', 'verbs', 'work', 'conversation', 'now', 'history', 'settings', 'shell'];

test.each(PARTS)('no words for people are written in tab/%s', (part) => {
  const paths = sourcesIn(`tab/${part}`).flatMap(({ path }) => (path.endsWith('.styles.ts') ? [] : path));
  expect(paths.flatMap((path) => wordsIn(path, readFileSync(path, 'utf8')))).toEqual([]);
});

test.each([
  ['<p>Nobody waits</p>', 1],
  ['<p>waiting</p>', 1],
  ['<p>#{number} · {queue.name}</p>', 0],
  ["<p>{isPending ? 'Claiming…' : workWords.claim}</p>", 1],
  ['<p>{others > 0 && ` (and ${others} more)`}</p>', 1],
  ['<Field label="note" />', 1],
  ['<Field hint={isNew ? `for ${name}` : undefined} />', 1],
  ['<button aria-label="Close" data-testid="Close it" className="a b" type="button" />', 1],
  ['<Section empty="No open chats" id="waiting" as="waiting" />', 1],
  ["say('success', `Transferred to ${name}.`)", 1],
  ["const who = assignee?.name ?? 'an agent'", 1],
  ["const MEANS = { busy: 'You may still claim.' }", 1],
  ["event.key === 'Escape' && close()", 0],
  ["throw new Error('useYou is used outside YouProvider')", 0],
  ["const [first] = document.querySelectorAll('main h1')", 0],
  ['get(`/escalations/${id}/events`)', 0],
  ["const type: 'Urgent' | null = null", 0],
])('in the tab, %s has %i', (code, many) => {
  expect(wordsIn('tab/work/x.tsx', code)).toHaveLength(many);
});

test('words in a component are told where they belong', () => {
  expect(wordsIn('tab/settings/rules/Rules.tsx', '\n<h1>Rules</h1>')).toEqual([
    'tab/settings/rules/Rules.tsx:2 says “Rules”: put it into tab/words/settings/rules.ts.',
  ]);
});
