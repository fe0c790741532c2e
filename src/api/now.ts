import { type QueueFigures, queueFigures } from '../store/escalation/queueFigures';
import type { AgentRow } from '../store/agents';
import { Candidates, DeskNow, type QueueNow } from '../contract/api';
import { whyNobody } from '../escalation/candidates';
import { presentAgent } from './present';
import { idOf, nothing, ok, type Route, route } from './route';
import type { Services } from './services';

export function nowRoutes({ db, config, agents }: Services): Route[] {
  const now = route({
    method: 'get',
    path: '/now',
    summary: 'How every queue and everybody who answers stands at this moment.',
    only: 'managers',
    answers: { 200: DeskNow },
    async run({ who }) {
      const [queues, people] = await Promise.all([
        db.read((q) => queueFigures(q, who.tenantId, new Date())),
        agents.list(who.tenantId),
      ]);
      return ok({
        queues: queues.map((row) => queueNow(row, people)),
        agents: people.map(presentAgent),
        staysAvailableMinutes: config.staysAvailableMinutes,
      });
    },
  });
  const candidates = route({
    method: 'get',
    path: '/escalations/:id/candidates',
    summary: 'Why nobody gets an escalation that waits: who could take it, and what keeps it from each of them.',
    only: 'managers',
    answers: { 200: Candidates },
    problems: ['not_found'],
    async run({ who, params }) {
      const why = await whyNobody(db, who.tenantId, idOf(params, 'escalation'), new Date());
      if (!why) throw nothing('escalation');
      return ok(why);
    },
  });
  return [
    now,
    candidates,
    { ...now, path: '/live', summary: 'The former name of /now, for one release.', deprecated: true },
  ];
}

function queueNow({ id, name, overdueToday, ...row }: QueueFigures, people: AgentRow[]): QueueNow {
  const judged = row.answeredInTime + overdueToday;
  return {
    queue: { id, name },
    ...row,
    serviceLevel: judged === 0 ? null : row.answeredInTime / judged,
    available: people.filter((agent) => agent.presence === 'available' && agent.queueIds.includes(id)).length,
  };
}
