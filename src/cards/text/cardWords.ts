/** What stands on a card, in one line: for whoever sees no cards. Pure. */
import { cut } from '../../base/storable';

const LONGEST = 300;
const MOST_NODES = 1_000;
const WORDS = ['title', 'subtitle', 'text'];

export function cardWords(card: unknown): string {
  const said: string[] = [];
  const left: unknown[] = [card];
  for (let seen = 0; left.length > 0 && seen < MOST_NODES; seen += 1) {
    const node = left.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (!Array.isArray(node) && !isAction(node)) said.push(...WORDS.flatMap((key) => textIn(node, key)));
    left.push(...(Object.values(node) as unknown[]).slice(0, MOST_NODES).reverse());
  }
  return cut([...new Set(said)].join(' · '), LONGEST);
}

const isAction = (node: object) => 'type' in node && typeof node.type === 'string' && node.type.startsWith('Action.');

function textIn(node: object, key: string): string[] {
  const value = (node as Record<string, unknown>)[key];
  return typeof value === 'string' && value.trim() !== '' ? [value.trim().replace(/\s+/g, ' ')] : [];
}
