/** A text in the adaptive-expressions language → a condition, or the mistake in it and its place. Pure. */
import {
  ArgsListContext,
  ArrayCreationExpContext,
  BinaryOpExpContext,
  ExpressionParser,
  FuncInvokeExpContext,
  IdAtomContext,
  IndexAccessExpContext,
  JsonCreationExpContext,
  LambdaContext,
  MemberAccessExpContext,
  NumericAtomContext,
  ParenthesisExpContext,
  PrimaryExpContext,
  StringAtomContext,
  StringInterpolationAtomContext,
  TripleOpExpContext,
  UnaryOpExpContext,
} from 'adaptive-expressions';
import { type Condition, CONDITION_LIMITS, type Mistake, type Node } from './condition';
import { FUNCTIONS, nearest, operationOfName, operationOfSign, type Operation } from './functions';
import { checkKinds } from './kinds';
import { resolve } from './scope';
import { mistakeOfSyntax } from './syntax';

export type Parsed = { ok: true; condition: Condition } | { ok: false; mistake: Mistake };

/** The library's grammar (ANTLR); our own tree is built from it, so that every node has its position. */
class Grammar extends ExpressionParser {
  static tree(text: string): Tree {
    return Grammar.antlrParse(text);
  }
}

interface Tree {
  readonly text: string;
  readonly childCount: number;
  getChild(at: number): Tree;
  readonly start?: { startIndex: number };
  readonly stop?: { stopIndex: number } | undefined;
  /** Of a single word or sign. */
  readonly symbol?: { startIndex: number; stopIndex: number };
}

class Refusal extends Error {
  constructor(readonly mistake: Mistake) {
    super(mistake.reason);
  }
}

export function parseCondition(text: string): Parsed {
  const { characters } = CONDITION_LIMITS;
  const refused = (reason: string, position = 0, length = 0): Parsed => ({
    ok: false,
    mistake: { position, length, reason },
  });
  if (text.length > characters) {
    return refused(
      `This condition has ${text.length.toLocaleString('en')} characters; ${characters.toLocaleString('en')} is the most.`,
      characters,
      text.length - characters,
    );
  }
  if (text.trim() === '') return refused('Write a condition. “true” takes everything.');
  const early = forbiddenCharacter(text);
  if (early) return { ok: false, mistake: early };
  try {
    const reading = new Reading();
    const root = reading.read(Grammar.tree(text), 0);
    const wrong = checkKinds(root);
    if (wrong) return { ok: false, mistake: wrong };
    return { ok: true, condition: { root, variables: [...reading.variables] } };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, mistake: error.mistake };
    if (error instanceof RangeError) return refused(TOO_DEEP);
    return { ok: false, mistake: mistakeOfSyntax(text, error) };
  }
}

const TOO_DEEP = `This condition is nested too deeply; ${CONDITION_LIMITS.depth} levels are the most.`;
const QUOTED = /'(?:\\['\\]|[^'])*?'|"(?:\\["\\]|[^"])*?"/g;

/** Templates and objects are refused before the grammar, which is slow to give up on them. */
function forbiddenCharacter(text: string): Mistake | null {
  const bare = text.replace(QUOTED, (quoted) => ' '.repeat(quoted.length));
  const position = bare.search(/[`{}]/);
  if (position < 0) return null;
  const what = bare[position] === '`' ? 'Text with ` is' : 'Objects in { } are';
  return { position, length: 1, reason: `${what} not available in rules.` };
}

class Reading {
  readonly variables = new Set<string>();
  private parts = 0;

  read(tree: Tree, depth: number): Node {
    if (depth > CONDITION_LIMITS.depth) throw refuse(tree, TOO_DEEP);
    if (tree instanceof PrimaryExpContext) return this.read(tree.getChild(0), depth);
    if (tree instanceof ParenthesisExpContext) return this.read(tree.getChild(1), depth + 1);
    this.parts += 1;
    if (this.parts > CONDITION_LIMITS.parts) {
      throw refuse(tree, `This condition has too many parts; ${CONDITION_LIMITS.parts} are the most.`);
    }
    const part = (at: number): Node => this.read(tree.getChild(at), depth + 1);
    if (tree instanceof UnaryOpExpContext) return unary(tree, tree.getChild(0).text, part(1));
    if (tree instanceof BinaryOpExpContext) {
      const sign = tree.getChild(1).text;
      const operation = operationOfSign(sign);
      if (!operation) throw refuse(tree.getChild(1), `“${sign}” is not available in rules.`);
      const args = chainOf(tree, sign).map((operand) => this.read(operand, depth + 1));
      return { ...spanOf(tree), is: 'call', operation, sign, args };
    }
    if (tree instanceof TripleOpExpContext) {
      return { ...spanOf(tree), is: 'call', operation: 'if', sign: null, args: [part(0), part(2), part(4)] };
    }
    if (tree instanceof NumericAtomContext) return { ...spanOf(tree), is: 'literal', value: parseFloat(tree.text) };
    if (tree instanceof StringAtomContext) return { ...spanOf(tree), is: 'literal', value: unquoted(tree.text) };
    if (tree instanceof ArrayCreationExpContext) {
      return { ...spanOf(tree), is: 'list', items: argumentsOf(tree).map((item) => this.read(item, depth + 1)) };
    }
    if (tree instanceof FuncInvokeExpContext) {
      const operation = functionOf(tree);
      const args = argumentsOf(tree).map((argument) => this.read(argument, depth + 1));
      return { ...spanOf(tree), is: 'call', operation, sign: null, args };
    }
    return this.name(tree);
  }

  private name(tree: Tree): Node {
    const span = spanOf(tree);
    const constant = tree instanceof IdAtomContext ? CONSTANTS.get(tree.text) : undefined;
    if (constant !== undefined) return { ...span, is: 'literal', value: constant };
    const resolved = resolve(pathOf(tree, 0));
    if ('refused' in resolved) throw refuse(tree, resolved.refused);
    if (resolved.of === 'variable') this.variables.add(resolved.name);
    return { ...span, is: 'name', ...resolved };
  }
}

const CHAINED = new Set(['&&', '||', '&']);

/** `a || b || c` is one question with three parts, however deep the grammar nests it. */
function chainOf(tree: Tree, sign: string): Tree[] {
  const operands: Tree[] = [];
  let left = tree;
  while (left instanceof BinaryOpExpContext && left.getChild(1).text === sign && (left === tree || CHAINED.has(sign))) {
    operands.unshift(left.getChild(2));
    left = left.getChild(0);
  }
  return [left, ...operands];
}

const CONSTANTS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', null],
]);

function unary(tree: Tree, sign: string, operand: Node): Node {
  const span = spanOf(tree);
  if (sign === '!') return { ...span, is: 'call', operation: 'not', sign, args: [operand] };
  if (operand.is === 'literal' && typeof operand.value === 'number') {
    return { ...span, is: 'literal', value: sign === '-' ? -operand.value : operand.value };
  }
  const zero: Node = { ...span, is: 'literal', value: 0 };
  return { ...span, is: 'call', operation: sign === '-' ? 'sub' : 'add', sign, args: [zero, operand] };
}

function functionOf(tree: FuncInvokeExpContext): Operation {
  const called = tree.getChild(0) as Tree;
  const name = called.text;
  const operation = operationOfName(name);
  if (operation) return operation;
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  const near = nearest(name);
  throw refuse(
    called,
    `“${shown}” is not a function rules may use. The closest is ${near}. All: ${FUNCTIONS.join(', ')}.`,
  );
}

function argumentsOf(tree: Tree): Tree[] {
  const list = childrenOf(tree).find((child) => child instanceof ArgsListContext);
  if (!list) return [];
  return childrenOf(list).filter((child) => {
    if (child instanceof LambdaContext) throw refuse(child, 'Loops with => are not available in rules.');
    return child.text !== ',' || child.start !== undefined;
  });
}

const childrenOf = (tree: Tree): Tree[] => Array.from({ length: tree.childCount }, (_, at) => tree.getChild(at));

/** The parts of a name: `a.b['c d']` → a, b, c d. */
function pathOf(tree: Tree, depth: number): string[] {
  if (depth > CONDITION_LIMITS.depth) throw refuse(tree, TOO_DEEP);
  if (tree instanceof PrimaryExpContext) return pathOf(tree.getChild(0), depth);
  if (tree instanceof IdAtomContext) return [tree.text];
  if (tree instanceof MemberAccessExpContext) return [...pathOf(tree.getChild(0), depth + 1), tree.getChild(2).text];
  if (tree instanceof IndexAccessExpContext) {
    const inner = tree.getChild(2) as Tree;
    const index = inner instanceof PrimaryExpContext ? (inner.getChild(0) as Tree) : inner;
    if (!(index instanceof StringAtomContext)) {
      throw refuse(inner, "Only a name between quotes may stand here, as in variables['Order number'].");
    }
    return [...pathOf(tree.getChild(0), depth + 1), unquoted(index.text)];
  }
  const what =
    tree instanceof StringInterpolationAtomContext || tree instanceof JsonCreationExpContext
      ? 'This is not available in rules.'
      : 'Only names have parts; this is none.';
  throw refuse(tree, what);
}

const ESCAPES = new Map([
  ['\\r', '\r'],
  ['\\n', '\n'],
  ['\\t', '\t'],
  ['\\\\', '\\'],
]);

/** As the language reads it: first its quotes, then the four escapes it knows. */
function unquoted(text: string): string {
  const quote = text.startsWith("'") ? /\\'/g : /\\"/g;
  return text
    .slice(1, -1)
    .replace(quote, text.charAt(0))
    .replace(/\\[^\r\n]?/g, (escape) => ESCAPES.get(escape) ?? escape);
}

function spanOf(tree: Tree): { from: number; to: number } {
  const from = (tree.symbol ?? tree.start)?.startIndex ?? 0;
  return { from, to: (tree.symbol?.stopIndex ?? tree.stop?.stopIndex ?? from) + 1 };
}

function refuse(tree: Tree, reason: string): Refusal {
  const { from, to } = spanOf(tree);
  return new Refusal({ position: from, length: to - from, reason });
}
