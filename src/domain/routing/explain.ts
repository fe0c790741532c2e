/** Why a condition holds, with the values it used: "amount 120 > 100". Pure. */
import type { Condition, Node } from './condition';
import { holds } from './evaluate';
import type { Scope } from './scope';
import { cut, quoted } from './shown';

const MOST = 300;

/** Null when it uses nothing of the escalation, as `true` does. The condition is known to hold. */
export function explain({ root }: Condition, scope: Scope): string | null {
  if (!readsAnything(root)) return null;
  // What fulfilled may read nothing, though something beside it does: `(true && true) || amount > 100`.
  return cut(because(root, scope), MOST) || null;
}

function because(node: Node, scope: Scope): string {
  if (node.is === 'name') return `${node.shown} is true`;
  if (node.is !== 'call') return plain(node, scope);
  const { operation, args } = node;
  switch (operation) {
    case 'and':
      return args
        .filter(readsAnything)
        .map((arg) => because(arg, scope))
        .join(' and ');
    case 'or': {
      const fulfilled = args.find((arg) => isTrue(arg, scope));
      return fulfilled ? because(fulfilled, scope) : plain(node, scope);
    }
    case 'if': {
      const [condition, then, otherwise] = args;
      if (!condition || !then || !otherwise) return plain(node, scope);
      const [known, chosen] = isTrue(condition, scope)
        ? [because(condition, scope), then]
        : [`not ${plain(condition, scope)}`, otherwise];
      return readsAnything(chosen) ? `${known} and ${because(chosen, scope)}` : known;
    }
    case 'equals':
      return equality(args, scope) ?? plain(node, scope);
    default:
      return plain(node, scope);
  }
}

const isTrue = (node: Node, scope: Scope): boolean => {
  const result = holds(node, scope);
  return result.ok && result.value;
};

/** "topic is “Billing”" says it once. */
function equality([left, right]: Node[], scope: Scope): string | null {
  const [name, other] = left?.is === 'name' ? [left, right] : [right, left];
  if (name?.is !== 'name' || other?.is !== 'literal') return null;
  return other.value === null
    ? `${name.shown} is empty`
    : `${name.shown} is ${quoted(valueOf(name, scope) ?? other.value)}`;
}

function plain(node: Node, scope: Scope): string {
  switch (node.is) {
    case 'literal':
      return node.value === null ? 'null' : quoted(node.value);
    case 'name':
      return `${node.shown} ${quoted(valueOf(node, scope) ?? null)}`;
    case 'list':
      return `[${node.items.map((item) => plain(item, scope)).join(', ')}]`;
    case 'call': {
      const { operation, sign, args } = node;
      if (operation === 'not') return `not ${inner(args[0], scope)}`;
      if (sign === null) return `${operation}(${args.map((arg) => plain(arg, scope)).join(', ')})`;
      return args.map((arg) => inner(arg, scope)).join(` ${sign} `);
    }
  }
}

function inner(node: Node | undefined, scope: Scope): string {
  if (!node) return '';
  const words = plain(node, scope);
  return node.is === 'call' && node.sign !== null && node.operation !== 'not' ? `(${words})` : words;
}

const valueOf = (node: Extract<Node, { is: 'name' }>, scope: Scope) =>
  node.of === 'field' ? scope.field(node.name) : scope.variable(node.name);

function readsAnything(node: Node): boolean {
  if (node.is === 'name') return true;
  if (node.is === 'list') return node.items.some(readsAnything);
  return node.is === 'call' && node.args.some(readsAnything);
}
