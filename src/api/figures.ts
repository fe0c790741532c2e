import { AgentTimes, AgentTimesQuery } from '../contract/agentTimes';
import { FiguresAnswer, FiguresQuery } from '../contract/figures';
import { manages, managesAll } from '../domain/policy';
import { agentTimes } from '../escalation/agentTimes';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function figureRoutes({ db, agents, figureReading }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/figures',
      summary: 'Figures over time, of what was opened on these days; docs/figures.md defines each of them.',
      only: 'managers',
      query: FiguresQuery,
      answers: { 200: FiguresAnswer },
      problems: ['bad_request'],
      async run({ who, query }) {
        return ok(await figureReading.read(who.tenantId, query, managesAll(who) ? null : (who.boundTo ?? [])));
      },
    }),
    route({
      method: 'get',
      path: '/figures/agent-times',
      summary: 'How long each agent was available, busy, away or offline on these days.',
      only: 'managers',
      query: AgentTimesQuery,
      answers: { 200: AgentTimes },
      problems: ['bad_request'],
      async run({ who, query }) {
        const times = await agentTimes(db, who.tenantId, query, new Date());
        if (managesAll(who)) return ok(times);
        const theirs = (await agents.list(who.tenantId)).filter(({ queueIds }) =>
          queueIds.some((id) => manages(who, id)),
        );
        return ok({ ...times, agents: times.agents.filter(({ id }) => theirs.some((agent) => agent.id === id)) });
      },
    }),
  ];
}
