/** What managers read when they keep the lists of outcomes and tags. Pure. */
import type { Choice } from '../../../contract/api';

export const WRAP_UP = 'Outcomes and tags';
export const CHOICE_WITHOUT_NAME = 'Give it a name people can see.';
export const choiceTwice = (name: string) => `“${name}” is in the list twice.`;
export const savedBefore = (who: string | null) =>
  `${who ?? 'Somebody'} saved these lists after you opened them. Yours are not saved yet.`;

interface Lists {
  outcomes: readonly Choice[];
  tags: readonly Choice[];
}

/** What a save changed, in a sentence for the audit. */
export function wrapUpChange(before: Lists, after: Lists): string {
  const parts = [
    ...changesOf('outcome', before.outcomes, after.outcomes),
    ...changesOf('tag', before.tags, after.tags),
  ];
  return parts.join('. ') || 'Saved without a change';
}

function changesOf(what: string, before: readonly Choice[], after: readonly Choice[]): string[] {
  const old = new Map(before.map(({ id, name }) => [id, name]));
  const kept = new Set(after.map(({ id }) => id));
  const added = after.filter(({ id }) => !old.has(id)).map(({ name }) => name);
  const removed = before.filter(({ id }) => !kept.has(id)).map(({ name }) => name);
  const renamed = after.flatMap(({ id, name }) => {
    const was = old.get(id);
    return was === undefined || was === name ? [] : [`Renamed the ${what} “${was}” to “${name}”`];
  });
  return [
    ...(added.length > 0 ? [`Added the ${plural(what, added)} ${quoted(added)}`] : []),
    ...(removed.length > 0 ? [`Removed the ${plural(what, removed)} ${quoted(removed)}`] : []),
    ...renamed,
  ];
}

const plural = (what: string, names: readonly string[]) => (names.length === 1 ? what : `${what}s`);
const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ');
