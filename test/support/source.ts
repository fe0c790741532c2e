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
  /** What is taken from it by name. */
  names: string[];
}

export interface Effect {
  line: number;
  kind: 'clock' | 'process' | 'fetch' | 'query' | 'apply' | 'speak';
  text: string;
}

export interface Source {
  path: string;
  /** The comment at the top. */
  heading: string;
  lines: number;
  imports: Import[];
  effects: Effect[];
}

/** What the Bot Framework's clients call saying something in Teams, changing it, or taking it back. */
const SPEAKS =
  /\.(sendActivit(y|ies)|sendToConversation|replyToActivity|(update|delete)Activity|createConversation\w*|sendConversationHistory)$/;

/** Every TypeScript file below a folder, its path relative to the repository. */
export function sourcesIn(folder: string): Source[] {
  return pathsIn(folder).map((path) => readSource(path, readFileSync(join(ROOT, path), 'utf8')));
}

function pathsIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .sort()
    .flatMap((name): string[] => {
      const path = `${folder}/${name}`;
      if (statSync(join(ROOT, path)).isDirectory()) return pathsIn(path);
      return /\.tsx?$/.test(name) ? [path] : [];
    });
}

export function readSource(path: string, text: string): Source {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const heading = /^\s*(\/\*[\s\S]*?\*\/|(\/\/.*\n)+)/.exec(text)?.[0] ?? '';
  const source: Source = { path, heading, lines: text.split('\n').length - 1, imports: [], effects: [] };
  const lineOf = (node: ts.Node): number => tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;

  const addImport = (
    node: ts.Node,
    specifier: ts.Node | undefined,
    typeOnly: boolean,
    dynamic = false,
    names: string[] = [],
  ): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const ours = specifier.text.startsWith('.');
    const target = ours
      ? posix.join(posix.dirname(path), specifier.text).replace(/\.(js|ts|tsx)$/, '')
      : specifier.text;
    source.imports.push({ line: lineOf(node), target, ours, typeOnly, dynamic, names });
  };
  const addEffect = (node: ts.Node, kind: Effect['kind']): void => {
    source.effects.push({ line: lineOf(node), kind, text: node.getText().slice(0, 40) });
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      addImport(node, node.moduleSpecifier, isTypeOnly(node.importClause), false, namesOf(node.importClause));
    } else if (ts.isExportDeclaration(node)) addImport(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      addImport(node, node.argument.literal, true);
    else if (ts.isCallExpression(node)) {
      const called = node.expression.getText();
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword || called === 'require') {
        addImport(node, node.arguments[0], false, true);
      } else if (called === 'Date.now') addEffect(node, 'clock');
      else if (/^(globalThis\.|window\.)?fetch$/.test(called)) addEffect(node, 'fetch');
      else if (/(^|\.)escalations\.(apply|change)$/.test(called)) addEffect(node, 'apply');
      else if (SPEAKS.test(called)) addEffect(node, 'speak');
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

function namesOf(clause: ts.ImportClause | undefined): string[] {
  const bindings = clause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}

/** Exported functions below a folder whose SQL changes a table, as `path#name`. */
export function writersOf(folder: string, table: string): Set<string> {
  const sql = new RegExp(
    `(updateTable|insertInto|deleteFrom)\\('${table}'|(update|insert into|delete from) ${table}\\b`,
  );
  const found = new Set<string>();
  for (const path of pathsIn(folder)) {
    const tree = ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.Latest, true);
    for (const statement of tree.statements) {
      if (!ts.isFunctionDeclaration(statement) || !statement.name) continue;
      const exported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      if (exported && sql.test(statement.getText())) found.add(`${path.replace(/\.ts$/, '')}#${statement.name.text}`);
    }
  }
  return found;
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
