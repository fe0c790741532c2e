import { AgentTimes, AgentTimesQuery } from '../contract/agentTimes';
import { BotFiguresAnswer, BotFiguresQuery } from '../contract/botFigures';
import { FiguresAnswer, FiguresQuery } from '../contract/figures';
import { AppError } from '../base/errors';
import { isOwn } from '../domain/figures/whose';
import { manages, managesAll } from '../domain/policy';
import { agentTimes } from '../escalation/agentTimes';
import { type Asker, ok, type Route, route } from './route';
import type { Services } from './services';

export function figureRoutes({ db, agents, figureReading, botFigureReading }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/figures',
      summary: 'Figures over time, of what was opened on these days; docs/figures.md defines each of them.',
      only: 'staff',
      query: FiguresQuery,
      whose: ({ agent, by }) => (agent !== undefined ? { agent } : by === 'agent' ? 'each' : 'nobody'),
      answers: { 200: FiguresAnswer },
      problems: ['bad_request'],
      async run({ who, query }) {
        const mine = ownOf(who, query.agent);
        if (mine) return ok(await figureReading.read(who.tenantId, { ...query, ...mine }));
        return ok(await figureReading.read(who.tenantId, query, managesAll(who) ? null : (who.boundTo ?? [])));
      },
    }),
    route({
      method: 'get',
      path: '/figures/bots',
      summary:
        'How many chats each bot had on these days, and how they ended: handed over, resolved, given up. Chats have no queue, so this is for managers of the whole desk.',
      only: 'desk',
      query: BotFiguresQuery,
      answers: { 200: BotFiguresAnswer },
      problems: ['bad_request', 'not_found'],
      async run({ who, query }) {
        return ok(await botFigureReading.read(who.tenantId, query));
      },
    }),
    route({
      method: 'get',
      path: '/figures/agent-times',
      summary: 'How long each agent was available, busy, away or offline on these days.',
      only: 'staff',
      query: AgentTimesQuery,
      whose: ({ agent }) => (agent === undefined ? 'each' : { agent }),
      answers: { 200: AgentTimes },
      problems: ['bad_request'],
      async run({ who, query }) {
        const mine = ownOf(who, query.agent);
        if (mine) return ok(await agentTimes(db, who.tenantId, { ...query, ...mine }, new Date()));
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

/** Everybody who works here may ask for their own, in whichever queue they had it; null: for more, which managers may. */
function ownOf(who: Asker, agent: string | undefined): { agent: string } | null {
  if (isOwn(who, agent)) return { agent: who.id };
  if (!who.manager)
    throw new AppError('forbidden', 'Only managers may do this; agents may ask for their own, by agent=me.');
  return null;
}
