/** What a source file imports and which side effects it reaches for, read from its syntax tree. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

export interface Import {
  line: number;
  /** `src/store/db` for our own files, the package's name for others. */
  target: string;
  ours: boolean;
  typeOnly: boolean;
  dynamic: boolean;
}

export interface Effect {
  line: number;
  kind: 'clock' | 'process' | 'fetch' | 'query';
  text: string;
}

export interface Source {
  path: string;
  lines: number;
  imports: Import[];
  effects: Effect[];
}

/** Every TypeScript file below a folder, its path relative to the repository. */
export function sourcesIn(folder: string): Source[] {
  return readdirSync(join(ROOT, folder))
    .sort()
    .flatMap((name): Source[] => {
      const path = `${folder}/${name}`;
      if (statSync(join(ROOT, path)).isDirectory()) return sourcesIn(path);
      return /\.tsx?$/.test(name) ? [readSource(path, readFileSync(join(ROOT, path), 'utf8'))] : [];
    });
}

export function readSource(path: string, text: string): Source {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const source: Source = { path, lines: text.split('\n').length - 1, imports: [], effects: [] };
  const handleOf = (node: ts.Node): number => tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;

  const addImport = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean, dynamic = false): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const ours = specifier.text.startsWith('.');
    const target = ours
      ? posix.join(posix.dirname(path), specifier.text).replace(/\.(js|ts|tsx)$/, '')
      : specifier.text;
    source.imports.push({ line: handleOf(node), target, ours, typeOnly, dynamic });
  };
  const addEffect = (node: ts.Node, kind: Effect['kind']): void => {
    source.effects.push({ line: handleOf(node), kind, text: node.getText().slice(0, 40) });
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) addImport(node, node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) addImport(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      addImport(node, node.argument.literal, true);
    else if (ts.isCallExpression(node)) {
      const called = node.expression.getText();
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword || called === 'require') {
        addImport(node, node.arguments[0], false, true);
      } else if (called === 'Date.now') addEffect(node, 'clock');
      else if (/^(globalThis\.|window\.)?fetch$/.test(called)) addEffect(node, 'fetch');
      else if (/\.(selectFrom|insertInto|updateTable|deleteFrom|executeQuery)$/.test(called)) addEffect(node, 'query');
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
      addEffect(node, 'clock');
    } else if (ts.isPropertyAccessExpression(node) && /^process\.(env|on|once|exit)$/.test(node.getText())) {
      addEffect(node, 'process');
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return source;
}

/** Whether nothing of it is left once compiled. */
function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const { namedBindings } = clause;
  return (
    !clause.name &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}
