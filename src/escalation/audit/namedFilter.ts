/** What an export, or a view, was asked for, for whoever reads the audit: names stand in place of ids. */
import type { FigureDimension } from '../../contract/figures';
import { namesOf } from '../../store/figures/names';
import type { Reader } from '../../store/postgres/db';
import { findWrapUp } from '../../store/wrapUp';

/** Filters whose values are ids, by what of. */
const IDS: Partial<Record<string, FigureDimension>> = {
  queue: 'queue',
  figureQueue: 'queue',
  connection: 'connection',
  assignee: 'agent',
  figureAgent: 'agent',
  person: 'agent',
};

/** What is known by no name, such as `me`, stays as it was asked for. */
export async function namedFilter(
  q: Reader,
  tenantId: string,
  filter: Record<string, string>,
): Promise<Record<string, string>> {
  const lists = filter['outcome'] || filter['tag'] ? await findWrapUp(q, tenantId) : null;
  const named = Object.entries(filter).map(async ([name, value]) => {
    const list = name === 'outcome' ? lists?.outcomes : name === 'tag' ? lists?.tags : undefined;
    if (list) return [name, list.find(({ id }) => id === value)?.name ?? value] as const;
    const of = IDS[name];
    const known = of && (await namesOf(q, tenantId, of, [value.toLowerCase()])).get(value.toLowerCase());
    return [name, known?.name ?? value] as const;
  });
  return Object.fromEntries(await Promise.all(named));
}
