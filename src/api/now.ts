import type { QueueFigures } from '../store/escalation/queueFigures';
import { type AgentRow, listAgents } from '../store/agents';
import { type SampleRow, samplesBefore } from '../store/escalation/queueSamples';
import { TEAMS_CLIENT, wallLink } from '../cards/deepLink';
import { LIVE } from '../cards/words/manager/live';
import { manages } from '../domain/policy';
import { Candidates, DeskNow, type QueueNow, TodayQuery, WallLink, WallLinkBody } from '../contract/api';
import { whyNobody } from '../escalation/candidates';
import { queuesNow } from '../escalation/queuesNow';
import { presentAgent } from './present';
import { nothing, ok, type Route, route } from './route';
import type { Services } from './services';
import { visibleSubject } from './visible';

export function nowRoutes({ db, config, agentFigures }: Services): Route[] {
  const now = route({
    method: 'get',
    path: '/now',
    summary: 'How every queue and everybody who answers stands at this moment.',
    only: 'managers',
    query: TodayQuery,
    answers: { 200: DeskNow },
    async run({ who, query: { zone } }) {
      const now = new Date();
      const showsTimes = await agentFigures.seesOthers(who);
      const [queues, people, before] = await db.snapshot((q) =>
        Promise.all([
          queuesNow(q, who.tenantId, { now, zone }),
          listAgents(q, who.tenantId, now),
          samplesBefore(q, who.tenantId, now),
        ]),
      );
      return ok({
        at: now.toISOString(),
        queues: queues.filter(({ id }) => manages(who, id)).map((row) => queueNow(row, people, before.get(row.id))),
        agents: people
          .filter(({ queueIds }) => queueIds.some((id) => manages(who, id)))
          .map((row) => presentAgent(row, showsTimes)),
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
      const { id } = await visibleSubject(db.q, who, params);
      const showsTimes = await agentFigures.seesOthers(who);
      const why = await whyNobody(db, who.tenantId, id, { now: new Date(), showsTimes });
      if (!why) throw nothing('escalation');
      return ok(why);
    },
  });
  const wall = route({
    method: 'post',
    path: '/now/wall-link',
    summary: 'A link that opens the tab in Teams on a big screen of these queues; only managers see it.',
    only: 'managers',
    body: WallLinkBody,
    answers: { 200: WallLink },
    async run({ who, body }) {
      const place = {
        clientUrl: config.mode === 'sandbox' ? config.publicUrl : TEAMS_CLIENT,
        teamsAppId: config.teamsAppId,
        tenantId: who.tenantId,
        webUrl: `${config.publicUrl}/tab/work`,
      };
      return ok({ url: wallLink(place, body.queueIds, LIVE) });
    },
  });
  return [
    now,
    candidates,
    wall,
    { ...now, path: '/live', summary: 'The former name of /now, for one release.', deprecated: true },
  ];
}

function queueNow({ id, name, missedToday, ...row }: QueueFigures, people: AgentRow[], before?: SampleRow): QueueNow {
  const judged = row.answeredInTime + missedToday;
  return {
    queue: { id, name },
    ...row,
    serviceLevel: judged === 0 ? null : row.answeredInTime / judged,
    available: people.filter((agent) => agent.presence === 'available' && agent.queueIds.includes(id)).length,
    before: presentSample(before),
  };
}

function presentSample(sample: SampleRow | undefined): QueueNow['before'] {
  if (!sample) return null;
  const { queueId: _, at, ...stood } = sample;
  return { at: at.toISOString(), ...stood };
}
