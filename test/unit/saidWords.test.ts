/**
 * Whatever people are told stands in src/cards/words, a room per audience, so that it can be read and translated there.
 * The rule: a text of three words or more that begins with a capital is a sentence. In the folders below it may only be
 * thrown as a problem's detail (its `code` is what others translate by), or be for developers: an error nobody is
 * shown, a route's summary, a schema's message.
 */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { sourcesIn } from '../support/source';

const ROOMS = ['arrival', 'escalation', 'delivery', 'connection', 'intake', 'teams', 'api'];

/** Makers of problems: what they are given is a detail beside a code. */
const PROBLEMS = new Set(['AppError', 'badField', 'wrongField', 'nothing', 'tooLarge']);
const ERRORS = new Set(['Error', 'TypeError', 'AggregateError', 'KeysUnavailable', 'RegistryUnavailable']);
/** Whole documents for developers. */
const DOCUMENTS = new Set(['src/api/openapi.ts', 'src/intake/skill/skillManifest.ts']);
/** What developers read: the OpenAPI document, and a schema's complaint, which becomes a problem's detail. */
const ROUTES = new Set(['verb', 'turn', 'simple']);
const SCHEMA = new Set(['refine', 'regex', 'describe', 'superRefine']);

const nameOf = (node: ts.Expression): string =>
  ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : '';

function isExempt(node: ts.Node, room: string): boolean {
  for (let at = node.parent; !ts.isSourceFile(at) && !ts.isFunctionLike(at); at = at.parent) {
    if (ts.isTaggedTemplateExpression(at)) return true;
    if (ts.isNewExpression(at) && (PROBLEMS.has(nameOf(at.expression)) || ERRORS.has(nameOf(at.expression))))
      return true;
    if (ts.isCallExpression(at)) {
      const called = nameOf(at.expression);
      if (PROBLEMS.has(called) || SCHEMA.has(called) || (room === 'api' && ROUTES.has(called))) return true;
    }
    if (room === 'api' && ts.isPropertyAssignment(at) && at.name.getText() === 'summary') return true;
    if (ts.isBlock(at)) return false;
  }
  return false;
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
    if (words !== null && isSentence(words) && !isExempt(node, room)) {
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
  ["log.warn('outbox.lease_lost', { lane });", 0],
  ["const type = 'Content-Type: text/plain';", 0],
])('%s has %i', (code, many) => {
  expect(sentencesIn('src/delivery/x.ts', code)).toHaveLength(many);
});
