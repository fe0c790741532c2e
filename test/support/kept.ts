/** Where the tab keeps an answer in view while the next one is on its way, and whether what shows it is marked; read from syntax trees. */
import ts from 'typescript';

/** The hooks that keep one, in tab/parts/useKept.ts. */
const KEEPERS = ['useKept', 'useKeptPages'];
const HOME = 'tab/parts/useKept.ts';
/** A chat as a list knows it is that chat, and nothing of before. */
const SAME_THING = 'tab/desk/useDesk.ts';

export interface TabFile {
  path: string;
  text: string;
}

interface Named {
  path: string;
  name: string;
  body: ts.Node;
}

/** Every complaint as `path: what is wrong. What to do.` */
export function unmarked(files: readonly TabFile[]): string[] {
  const trees = files.map(({ path, text }) => ({ path, tree: parse(path, text) }));
  const strays = trees
    .filter(
      ({ path, tree }) => path !== HOME && path !== SAME_THING && says(tree, /^(placeholderData|keepPreviousData)$/),
    )
    .map(({ path }) => `${path}: keeps a former answer by itself. Ask through useKept.`);
  const functions = trees.filter(({ path }) => path !== HOME).flatMap(({ path, tree }) => functionsIn(path, tree));
  return [...strays, ...shownBare(functions)];
}

/** Hooks hand on what they are given; whoever shows it marks it. */
function shownBare(functions: readonly Named[]): string[] {
  const keepers = new Set(KEEPERS);
  for (let before = 0; before < keepers.size;) {
    before = keepers.size;
    for (const { name, body } of functions) {
      if (/^use[A-Z]/.test(name) && callsOneOf(body, keepers)) keepers.add(name);
    }
  }
  return functions
    .filter(({ name, body }) => /^[A-Z]/.test(name) && callsOneOf(body, keepers) && !showsBusy(body))
    .map(
      ({ path, name }) => `${path}: ${name} shows a former answer unmarked. Put what shows it into <Busy isBusy=…>.`,
    );
}

const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );

function some(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return test(node) || (ts.forEachChild(node, (child) => some(child, test) || undefined) ?? false);
}

const says = (node: ts.Node, name: RegExp): boolean => some(node, (one) => ts.isIdentifier(one) && name.test(one.text));

const callsOneOf = (body: ts.Node, names: ReadonlySet<string>): boolean =>
  some(body, (one) => ts.isCallExpression(one) && names.has(one.expression.getText()));

const showsBusy = (body: ts.Node): boolean =>
  some(
    body,
    (one) =>
      ts.isJsxOpeningElement(one) &&
      one.tagName.getText() === 'Busy' &&
      one.attributes.properties.some((attribute) => attribute.name?.getText() === 'isBusy'),
  );

function functionsIn(path: string, tree: ts.SourceFile): Named[] {
  return tree.statements.flatMap((statement): Named[] => {
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      return [{ path, name: statement.name.text, body: statement }];
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer ? [{ path, name: name.getText(), body: initializer }] : [],
    );
  });
}
