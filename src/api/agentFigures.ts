import { AgentFigures, AgentFiguresChange } from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function agentFiguresRoutes({ agentFigures }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/agent-figures',
      summary: 'Who sees figures of single agents, and who chose that.',
      only: 'staff',
      answers: { 200: AgentFigures },
      async run({ who }) {
        return ok(await agentFigures.setting(who.tenantId));
      },
    }),
    route({
      method: 'patch',
      path: '/agent-figures',
      summary:
        'Chooses who sees figures of single agents: nobody, each agent their own, or managers too. Agents are told.',
      only: 'desk',
      body: AgentFiguresChange,
      answers: { 200: AgentFigures },
      async run({ who, body }) {
        return ok(await agentFigures.change(who, body.shownTo));
      },
    }),
  ];
}
