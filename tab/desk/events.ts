import { queryOptions } from '@tanstack/react-query';
import type { EscalationEvent } from '../../src/contract/api';
import { get } from './api';
import { keys } from './keys';

/** What happened to an escalation, in order. */
export const eventsOf = (id: string) =>
  queryOptions({
    queryKey: keys.events(id),
    queryFn: async ({ signal }) =>
      (await get<{ items: EscalationEvent[] }>(`/escalations/${encodeURIComponent(id)}/events`, { signal })).items,
  });
