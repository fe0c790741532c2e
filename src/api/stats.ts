import { sightOf } from '../domain/policy';
import { statsOf } from '../store/escalation/stats';
import { Stats } from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function statsRoutes({ db }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/stats',
      summary: 'How things stand now: in the asker’s queues, or everywhere for a manager.',
      answers: { 200: Stats },
      async run({ who }) {
        const of = { tenantId: who.tenantId, queueIds: sightOf(who)?.queueIds ?? null };
        return ok(await db.read((q) => statsOf(q, of, new Date())));
      },
    }),
  ];
}
