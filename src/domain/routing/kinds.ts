/** What can be known to be wrong before there is any data: numbers of arguments, and what they are. Pure. */
import type { Mistake, Node } from './condition';
import { KIND_WORDS, type Kind, kindOfValue, shapeOf } from './functions';

/** The first mistake in the tree, innermost first; a condition must come to true or false. */
export function checkKinds(root: Node): Mistake | null {
  return (
    wrongIn(root) ??
    mismatch(root, ['boolean'], (kind) => `A condition comes to true or false; this is ${KIND_WORDS[kind]}.`)
  );
}

function wrongIn(node: Node): Mistake | null {
  if (node.is === 'list') return first(node.items, (item) => wrongIn(item) ?? wrongItem(item));
  if (node.is !== 'call') return null;
  const inner = first(node.args, wrongIn);
  if (inner) return inner;
  const { operation, args } = node;
  const { takes, least, most } = shapeOf(operation);
  if (args.length < least || args.length > most) return at(node, arityWords(operation, least, most, args.length));
  const wrong = first(args, (arg, index) => {
    const accepted = takes[Math.min(index, takes.length - 1)] ?? ['any'];
    const wanted = accepted.map((each) => KIND_WORDS[each]).join(' or ');
    return mismatch(
      arg,
      accepted,
      (kind) => `${node.sign ?? operation} needs ${wanted} here; this is ${KIND_WORDS[kind]}.`,
    );
  });
  return wrong ?? (COMPARES.has(operation) ? neverEqual(node, args) : null);
}

const COMPARES = new Set<string>(['equals', '!=', 'less', 'lessOrEquals', 'greater', 'greaterOrEquals']);

function neverEqual(node: Node, [left, right]: Node[]): Mistake | null {
  const [a, b] = [left && kindOf(left), right && kindOf(right)];
  if (!a || !b || a === 'any' || b === 'any') return null;
  if (a === 'list' || b === 'list') return at(node, 'Lists are not compared; ask contains(list, value).');
  return a === b ? null : at(node, `${capital(KIND_WORDS[a])} is never compared with ${KIND_WORDS[b]}.`);
}

const wrongItem = (item: Node): Mistake | null =>
  item.is === 'list' ? at(item, 'A list holds texts, numbers, true and false, not lists.') : null;

function mismatch(node: Node, accepted: readonly Kind[], words: (kind: Kind) => string): Mistake | null {
  const kind = kindOf(node);
  return kind === 'any' || accepted.includes('any') || accepted.includes(kind) ? null : at(node, words(kind));
}

/** Variables may hold anything; a missing value is looked for when there is data. */
function kindOf(node: Node): Kind {
  switch (node.is) {
    case 'literal':
      return node.value === null ? 'any' : kindOfValue(node.value);
    case 'name':
      return node.of === 'field' ? 'text' : 'any';
    case 'list':
      return 'list';
    case 'call':
      return shapeOf(node.operation).gives;
  }
}

function arityWords(name: string, least: number, most: number, given: number): string {
  const wanted = least === most ? `${least}` : most - least > 5 ? `at least ${least}` : `${least} to ${most}`;
  return `${name} takes ${wanted} ${wanted === '1' ? 'value' : 'values'} between its brackets; here ${given === 1 ? 'is' : 'are'} ${given}.`;
}

const at = ({ from, to }: Node, reason: string): Mistake => ({ position: from, length: to - from, reason });
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function first<T, R>(items: readonly T[], find: (item: T, index: number) => R | null): R | null {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== null) return found;
  }
  return null;
}
