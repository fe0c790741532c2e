import { type LiveRow, liveQueues } from '../store/escalation/live';
import type { AgentRow } from '../store/agents';
import { Live, type LiveQueue } from '../contract/api';
import { presentAgent } from './present';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function liveRoutes({ db, agents }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/live',
      summary: 'How every queue and everybody who answers stands at this moment.',
      only: 'managers',
      answers: { 200: Live },
      async run({ who }) {
        const [queues, people] = await Promise.all([
          liveQueues(db.q, who.tenantId, new Date()),
          agents.list(who.tenantId),
        ]);
        return ok({ queues: queues.map((row) => liveQueue(row, people)), agents: people.map(presentAgent) });
      },
    }),
  ];
}

function liveQueue({ id, name, overdueToday, ...row }: LiveRow, people: AgentRow[]): LiveQueue {
  const judged = row.answeredInTime + overdueToday;
  return {
    queue: { id, name },
    ...row,
    serviceLevel: judged === 0 ? null : row.answeredInTime / judged,
    available: people.filter((agent) => agent.presence === 'available' && agent.queueIds.includes(id)).length,
  };
}
