import { midnightBefore } from '../domain/figures/periods';
import { sightOf } from '../domain/policy';
import { statsOf } from '../store/escalation/stats';
import { Stats, TodayQuery } from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function statsRoutes({ db }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/stats',
      summary: 'How things stand now: in the asker’s queues, or everywhere for a manager.',
      query: TodayQuery,
      answers: { 200: Stats },
      async run({ who, query }) {
        const of = { tenantId: who.tenantId, queueIds: sightOf(who)?.queueIds ?? null };
        const now = new Date();
        const midnight = midnightBefore(now, query.zone);
        return ok(await db.read((q) => statsOf(q, of, { now, midnight })));
      },
    }),
  ];
}
