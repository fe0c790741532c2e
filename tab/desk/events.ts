import { queryOptions } from '@tanstack/react-query';
import type { EscalationEvent, Page } from '../../src/contract/api';
import { get } from './api';
import { keys } from './keys';

/** Stops a desk that never ends its pages. */
const MAX_PAGES = 50;

/**
 * What happened to an escalation, in order. What has happened never changes, so only what came since is asked for; but an
 * erasure takes what was said of it.
 */
export const eventsOf = (id: string) =>
  queryOptions({
    queryKey: keys.events(id),
    queryFn: async ({ client, queryKey, signal }) => {
      const known = client.getQueryData<EscalationEvent[]>(queryKey) ?? [];
      const all = await readOn(id, known, signal);
      const isErased = all.slice(known.length).some(({ type }) => type === 'erased');
      return isErased && known.length > 0 ? readOn(id, [], signal) : all;
    },
  });

async function readOn(id: string, known: EscalationEvent[], signal: AbortSignal): Promise<EscalationEvent[]> {
  let all = known;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const after = all.at(-1)?.version ?? 0;
    const path = `/escalations/${encodeURIComponent(id)}/events`;
    const { items, next } = await get<Page<EscalationEvent>>(path, { query: { after: after || undefined }, signal });
    all = [...all, ...items.filter(({ version }) => version > after)];
    if (next === null || items.length === 0) break;
  }
  return all;
}
