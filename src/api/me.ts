import { sawAgent } from '../store/agents';
import { listQueues } from '../store/queues';
import { Me } from './contract';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function meRoutes({ db, config }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/me',
      summary: 'Who is asking, what they may be here, and which queues are theirs.',
      answers: { 200: Me },
      async run({ who }) {
        const { tenantId, id, name, manager } = who;
        const [queues] = await Promise.all([
          listQueues(db.q, tenantId),
          sawAgent(db.q, { tenantId, id, name, upn: who.signedIn.upn, manager }, new Date()),
        ]);
        const mine = queues.filter((queue) => who.queueIds.includes(queue.id));
        const me: Me = {
          id,
          name,
          tenantId,
          roles: [...(mine.length > 0 ? (['agent'] as const) : []), ...(manager ? (['manager'] as const) : [])],
          queues: mine.map((queue) => ({ id: queue.id, name: queue.name })),
          sandbox: config.mode === 'sandbox',
        };
        return ok(me);
      },
    }),
  ];
}
