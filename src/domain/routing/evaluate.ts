/**
 * Evaluates a condition on an escalation's facts in three-valued logic: true, false, or unknown with the reason. Pure,
 * and bounded in time and size.
 *
 * Functions are the language's own. One thing differs on purpose: there, an error inside `&&`, `||` or `!` silently
 * counts as false, so that `!(amount > 100)` holds when nobody captured an amount. Here unknown stays unknown, unless
 * the other side decides: `false && ?` is false, `true || ?` is true.
 */
import { Constant, Expression, ExpressionFunctions, Options } from 'adaptive-expressions';
import { type Condition, CONDITION_LIMITS, type Node, type Plain, type Value } from './condition';
import { KIND_WORDS, type Kind, type Operation, kindOfValue, shapeOf } from './functions';
import type { Scope } from './scope';
import { quoted } from './shown';

export type Result<T = Value> = { ok: true; value: T } | { ok: false; why: string };

interface Run {
  scope: Scope;
  /** Work budget left for one evaluation. */
  work: number;
}

const fine = <T>(value: T): Result<T> => ({ ok: true, value });
const failed = (why: string): { ok: false; why: string } => ({ ok: false, why });

const INCOMPLETE = 'it is not complete';

/** Without a locale of its own, a number's text would depend on the machine. */
const OPTIONS = Object.assign(new Options(), { locale: 'en-us' });

export const evaluateCondition = ({ root }: Condition, scope: Scope): Result<boolean> => holds(root, scope);

/** Whether a part of a condition holds by itself. */
export function holds(node: Node, scope: Scope): Result<boolean> {
  return truth(node, { scope, work: CONDITION_LIMITS.work });
}

function truth(node: Node, run: Run): Result<boolean> {
  const result = work(node, run);
  if (!result.ok) return result;
  const { value } = result;
  if (typeof value === 'boolean') return fine(value);
  if (value === null) return failed(nothing(node, run.scope));
  const kind = kindOfValue(value);
  return failed(`${shown(node)} is ${KIND_WORDS[kind]}${sample(value)}, not true or false`);
}

function work(node: Node, run: Run): Result {
  run.work -= 1;
  if (run.work < 0) return failed('it takes too long to work out');
  switch (node.is) {
    case 'literal':
      return fine(node.value);
    case 'name':
      return fine(lookUp(node, run.scope) ?? null);
    case 'list': {
      const items = each(node.items, run);
      return items.ok ? fine(items.value as Plain[]) : items;
    }
    case 'call':
      return call(node.operation, node.args, run);
  }
}

function call(operation: Operation, args: Node[], run: Run): Result {
  switch (operation) {
    case 'and':
      return joined(args, run, false);
    case 'or':
      return joined(args, run, true);
    case 'not': {
      const [condition] = args;
      if (!condition) return failed(INCOMPLETE);
      const result = truth(condition, run);
      return result.ok ? fine(!result.value) : result;
    }
    case 'if': {
      const [condition, then, otherwise] = args;
      if (!condition || !then || !otherwise) return failed(INCOMPLETE);
      const chosen = truth(condition, run);
      return chosen.ok ? work(chosen.value ? then : otherwise, run) : chosen;
    }
    case 'coalesce':
      return firstKnown(args, run);
    case 'exists':
    case 'empty':
    case 'equals':
    case '!=': {
      const values = each(args, run);
      if (!values.ok) return values;
      return values.value.includes(null)
        ? ofNothing(operation, args, values.value, run)
        : apply(operation, args, values.value, run);
    }
    default: {
      const values = each(args, run);
      return values.ok ? apply(operation, args, values.value, run) : values;
    }
  }
}

/** All must hold, or one must; a side that cannot be told matters only when the others do not decide. */
function joined(args: Node[], run: Run, decides: boolean): Result {
  let unknown: Result | null = null;
  for (const arg of args) {
    const result = truth(arg, run);
    if (!result.ok) unknown ??= result;
    else if (result.value === decides) return fine(decides);
  }
  return unknown ?? fine(!decides);
}

function firstKnown(args: Node[], run: Run): Result {
  for (const arg of args) {
    const result = work(arg, run);
    if (!result.ok || result.value !== null) return result;
  }
  return fine(null);
}

/** Asking for nothing by name is fine: exists(x), empty(x), x == null. Comparing with what is not there is not. */
function ofNothing(operation: 'exists' | 'empty' | 'equals' | '!=', args: Node[], values: Value[], run: Run): Result {
  if (operation === 'exists') return fine(false);
  if (operation === 'empty') return fine(true);
  const asked = args.some((arg) => arg.is === 'literal' && arg.value === null);
  if (!asked) return failed(nothing(args[values.indexOf(null)], run.scope));
  return fine(values.every((value) => value === null) === (operation === 'equals'));
}

function each(args: Node[], run: Run): Result<Value[]> {
  const values: Value[] = [];
  for (const arg of args) {
    const result = work(arg, run);
    if (!result.ok) return result;
    values.push(result.value);
  }
  return fine(values);
}

function apply(operation: Operation, args: Node[], values: Value[], run: Run): Result {
  const why = unfit(operation, args, values, run.scope);
  if (why !== null) return failed(why);
  run.work -= cost(operation, values);
  if (run.work < 0) return failed('it takes too long to work out');
  const { value, error } = byTheLanguage(operation, values);
  if (error !== undefined || value === undefined) {
    return failed(`${operation} does not work with ${values.map(quoted).join(', ')}`);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return failed('a number becomes too large');
  if (typeof value === 'string' && value.length > CONDITION_LIMITS.text) return failed('a text becomes too long');
  return fine(value);
}

function byTheLanguage(operation: Operation, values: Value[]): { value: Value | undefined; error: unknown } {
  const evaluator = ExpressionFunctions.standardFunctions.get(operation);
  if (!evaluator) return { value: undefined, error: 'unknown' };
  const expression = new Expression(evaluator.type, evaluator, ...values.map((value) => new Constant(value)));
  const { value, error } = expression.tryEvaluate({}, OPTIONS) as { value: Value | undefined; error: unknown };
  return { value, error: error ?? undefined };
}

/** Why an operation cannot take these values, in words for a manager. */
function unfit(operation: Operation, args: Node[], values: Value[], scope: Scope): string | null {
  const { takes } = shapeOf(operation);
  for (const [at, value] of values.entries()) {
    if (value === null) return nothing(args[at], scope);
    const accepted: readonly Kind[] = takes[Math.min(at, takes.length - 1)] ?? ['any'];
    const kind = kindOfValue(value);
    if (accepted.includes('any') || accepted.includes(kind)) continue;
    const wanted = accepted.map((each) => KIND_WORDS[each]).join(' or ');
    return `${shown(args[at])} is ${KIND_WORDS[kind]}${sample(value)}, where ${operation} needs ${wanted}${remedy(args[at], kind, accepted)}`;
  }
  const [a, b] = values;
  if ((operation === 'div' || operation === 'mod') && values.slice(1).includes(0)) return 'it divides by zero';
  if (a === undefined || b === undefined || a === null || b === null || !ALIKE.has(operation)) return null;
  const [left, right] = [kindOfValue(a), kindOfValue(b)];
  if (operation === 'contains') {
    return left === 'text' && right !== 'text'
      ? `${shown(args[1])} is ${KIND_WORDS[right]}, and a text contains only texts`
      : null;
  }
  if (left === right) return null;
  const text = left === 'text' ? args[0] : args[1];
  return `${shown(args[0])} is ${KIND_WORDS[left]}${sample(a)} and ${shown(args[1])} is ${KIND_WORDS[right]}${sample(b)}${remedy(text, 'text', [left === 'text' ? right : left])}`;
}

const ALIKE = new Set<Operation>([
  'equals',
  '!=',
  'less',
  'lessOrEquals',
  'greater',
  'greaterOrEquals',
  'add',
  'contains',
]);

function remedy(node: Node | undefined, kind: Kind, accepted: readonly Kind[]): string {
  if (kind !== 'text' || node?.is !== 'name') return '';
  if (accepted.includes('number')) return `; write float(${node.shown})`;
  return accepted.includes('boolean') ? `; write bool(${node.shown})` : '';
}

const SEARCHES = new Set<Operation>(['contains', 'indexOf', 'lastIndexOf']);

/** Looking for one text in another costs the product of both; all else grows with the texts themselves. */
function cost(operation: Operation, values: Value[]): number {
  const sizes = values.map((value) => (typeof value === 'string' ? value.length : 1));
  const [a = 0, b = 0] = sizes;
  return SEARCHES.has(operation) ? (a * b) / 1_000 : sizes.reduce((sum, size) => sum + size, 0) / 100;
}

function lookUp(node: Extract<Node, { is: 'name' }>, scope: Scope): Plain | undefined {
  return node.of === 'field' ? scope.field(node.name) : scope.variable(node.name);
}

function nothing(node: Node | undefined, scope: Scope): string {
  if (node?.is !== 'name') return 'a part of it has no value';
  if (node.of === 'field') return `${node.shown} is not known`;
  return lookUp(node, scope) === undefined ? `${node.shown} was not captured` : `${node.shown} is empty`;
}

function shown(node: Node | undefined): string {
  if (node?.is === 'name') return node.shown;
  if (node?.is === 'literal') return quoted(node.value);
  return node?.is === 'call' ? `${node.operation}(…)` : 'the list';
}

const sample = (value: Value): string => (typeof value === 'string' ? ` (${quoted(value)})` : '');
