import { queryOptions } from '@tanstack/react-query';
import type { EscalationEvent, Page } from '../../src/contract/api';
import { get } from './api';
import { keys } from './keys';

/** Stops a desk that never ends its pages. */
const MAX_PAGES = 50;

/** What happened to an escalation, in order. What has happened never changes: only what came since is asked for. */
export const eventsOf = (id: string) =>
  queryOptions({
    queryKey: keys.events(id),
    queryFn: async ({ client, queryKey, signal }) => {
      let known = client.getQueryData<EscalationEvent[]>(queryKey) ?? [];
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const after = known.at(-1)?.version ?? 0;
        const path = `/escalations/${encodeURIComponent(id)}/events`;
        const { items, next } = await get<Page<EscalationEvent>>(path, {
          query: { after: after || undefined },
          signal,
        });
        known = [...known, ...items.filter(({ version }) => version > after)];
        if (next === null || items.length === 0) break;
      }
      return known;
    },
  });
