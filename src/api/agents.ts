import { Agent, AgentChange, Page, SetPresence } from '../contract/api';
import { presentAgent } from './present';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function agentRoutes({ agents, agentFigures }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/agents',
      summary: 'Everybody who belongs to a queue, whether they are there and how much they have.',
      only: 'staff',
      answers: { 200: Page(Agent) },
      async run({ who }) {
        const [rows, showsTimes] = await Promise.all([agents.list(who.tenantId), agentFigures.seesOthers(who)]);
        return ok({ items: rows.map((row) => presentAgent(row, showsTimes || row.id === who.id)), next: null });
      },
    }),
    route({
      method: 'patch',
      path: '/agents/:id',
      summary: 'Says what an agent can do and how many escalations they take at once.',
      only: 'managers',
      body: AgentChange,
      answers: { 200: Agent },
      problems: ['not_found'],
      async run({ who, params, body }) {
        return ok(presentAgent(await agents.change(who, params['id'] ?? '', body), await agentFigures.seesOthers(who)));
      },
    }),
    route({
      method: 'post',
      path: '/agents/:id/presence',
      summary: 'Says for an agent that they are available or away, and why; they read it at once.',
      only: 'managers',
      body: SetPresence,
      answers: { 200: Agent },
      problems: ['not_found', 'wrong_state'],
      async run({ who, params, body }) {
        return ok(presentAgent(await agents.setFor(who, params['id'] ?? '', body), await agentFigures.seesOthers(who)));
      },
    }),
  ];
}
