/** What a file of the tab says to people in words of its own, read from its syntax tree; they belong into tab/words. */
import ts from 'typescript';

/** Attributes people read or hear, by whatever component: even a single word in them is for people. */
const READ =
  /^(label|title|alt|placeholder|hint|content|confirm|busy|dismiss|what|words|children|subText|validationMessage|aria-(label|description|roledescription|valuetext|placeholder))$/;
/** Attributes only machines read, whatever stands in them. */
const TECHNICAL = /^(className|style|key|id|href|rel|src|d|data-.*|aria-(labelledby|describedby|controls))$/;
/** Calls whose words are for machines, or for developers. */
const UNHEARD =
  /^(Error|makeStyles|makeStaticStyles|mergeClasses|querySelector(All)?|matchMedia|closest|matches|includes|startsWith|endsWith|getItem|setItem)$/;

/** Of an attribute or a child nothing is known but that people read it. */
const hasLetters = (text: string): boolean => /\p{L}{2}/u.test(text.replaceAll('…', ''));

/** Elsewhere a text is for people that has two words beside each other, or is one that begins with a capital. */
const isSpoken = (text: string): boolean =>
  /^[“"(]?\p{Lu}\p{Ll}{2,}[.:!?…]?$/u.test(text) ||
  (hasLetters(text) && /(?:\p{L}{2,}|…)[,.:;’”]? [“#(]?(?:\p{L}{2,}|…)/u.test(text));

const nameOf = (node: ts.Node): string =>
  ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : '';

function textOf(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return node.text.replace(/\s+/g, ' ').trim();
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

/** Where the value of an expression goes: an attribute's name, `child` of an element, or null. */
function shownAs(node: ts.Node): string | null {
  for (let at = node; ; at = at.parent) {
    const above = at.parent;
    if (ts.isJsxAttribute(above)) return above.name.getText();
    if (ts.isJsxExpression(above)) {
      if (ts.isJsxElement(above.parent) || ts.isJsxFragment(above.parent)) return 'child';
    } else if (ts.isConditionalExpression(above)) {
      if (above.condition === at) return null;
    } else if (!ts.isParenthesizedExpression(above) && !isFallback(above)) return null;
  }
}

const isFallback = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) &&
  [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.AmpersandAmpersandToken].includes(
    node.operatorToken.kind,
  );

/** Names of things and of developers: imports, types, keys that are compared, errors nobody is shown. */
function isUnheard(node: ts.Node): boolean {
  const above = node.parent;
  if (ts.isImportDeclaration(above) || ts.isExportDeclaration(above) || ts.isLiteralTypeNode(above)) return true;
  if (ts.isCaseClause(above) || (ts.isPropertyAssignment(above) && above.name === node)) return true;
  if (ts.isElementAccessExpression(above)) return true;
  if (ts.isBinaryExpression(above) && !isFallback(above) && above.operatorToken.kind !== ts.SyntaxKind.PlusToken) {
    return true;
  }
  for (let at = above; !ts.isSourceFile(at) && !ts.isFunctionLike(at); at = at.parent) {
    if (ts.isJsxAttribute(at)) return TECHNICAL.test(at.name.getText());
    if ((ts.isPropertyAssignment(at) || ts.isVariableDeclaration(at)) && at.name.getText() === 'authorization')
      return true;
    if ((ts.isCallExpression(at) || ts.isNewExpression(at)) && UNHEARD.test(nameOf(at.expression))) return true;
    if (ts.isBlock(at) || ts.isJsxElement(at)) return false;
  }
  return false;
}

function isForPeople(node: ts.Node, text: string): boolean {
  if (ts.isJsxText(node)) return hasLetters(text);
  const place = shownAs(node);
  if (place === 'child' || (place !== null && READ.test(place))) return hasLetters(text);
  return isSpoken(text) && !isUnheard(node);
}

const HOMES: Readonly<Record<string, string>> = { desk: 'errors', parts: 'common', messages: 'transcript' };

/** `tab/work/Row.tsx` belongs to tab/words/work.ts, `tab/settings/rules/Rules.tsx` to tab/words/settings/rules.ts. */
function homeOf(path: string): string {
  const [, feature = '', below = ''] = path.split('/');
  const folder = below.includes('.') ? null : below;
  if (feature === 'settings') return `tab/words/settings/${HOMES[folder ?? 'parts'] ?? folder}.ts`;
  const place = feature === 'conversation' ? (folder ?? feature) : feature;
  return `tab/words/${HOMES[place] ?? place}.ts`;
}

/** Every one as `file:line: “the words”`, with the file they belong to. */
export function wordsIn(path: string, text: string): string[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const words = textOf(node);
    if (words !== null && isForPeople(node, words)) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${path}:${line + 1} says “${words}”: put it into ${homeOf(path)}.`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
