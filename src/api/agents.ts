import { listAgents } from '../store/agents';
import { Agent, Page } from './contract';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function agentRoutes({ db }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/agents',
      summary: 'Everybody who belongs to a queue: whom one may transfer to, or filter by.',
      only: 'staff',
      answers: { 200: Page(Agent) },
      async run({ who }) {
        const agents = await listAgents(db.q, who.tenantId);
        const items = agents.map(({ id, name, queueIds }): Agent => ({ id, name, queueIds }));
        return ok({ items, next: null });
      },
    }),
  ];
}
