import { type QueueFigures, queueFigures } from '../store/escalation/queueFigures';
import { type AgentRow, listAgents } from '../store/agents';
import { type SampleRow, samplesBefore } from '../store/escalation/queueSamples';
import { TEAMS_CLIENT, wallLink } from '../cards/deepLink';
import { LIVE } from '../cards/words/manager/live';
import { manages } from '../domain/policy';
import { Candidates, DeskNow, type QueueNow, TodayQuery, WallLink, WallLinkBody } from '../contract/api';
import { whyNobody } from '../escalation/candidates';
import type { QueueToday } from '../escalation/queuesToday';
import { presentAgent } from './present';
import { nothing, ok, type Route, route } from './route';
import type { Services } from './services';
import { visibleSubject } from './visible';

export function nowRoutes({ db, config, agentFigures, queuesToday }: Services): Route[] {
  const now = route({
    method: 'get',
    path: '/now',
    summary: 'How every queue and everybody who answers stands at this moment.',
    only: 'managers',
    query: TodayQuery,
    answers: { 200: DeskNow },
    async run({ who, query: { zone } }) {
      const showsTimes = await agentFigures.seesOthers(who);
      const isCounted = await queuesToday.catchUp();
      const now = new Date();
      const [queues, people, before, today] = await db.snapshot(async (q) => {
        const [queues, people, before] = await Promise.all([
          queueFigures(q, who.tenantId, now),
          listAgents(q, who.tenantId, now),
          samplesBefore(q, who.tenantId, now),
        ]);
        const today = await queuesToday.of(q, who.tenantId, { queues, zone, isCounted }, now);
        return [queues, people, before, today] as const;
      });
      return ok({
        at: now.toISOString(),
        queues: queues
          .filter(({ id }) => manages(who, id))
          .map((row) => queueNow(row, { today: today.get(row.id), people, before: before.get(row.id) })),
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

function queueNow(
  { id, name, timeZone, ...row }: QueueFigures,
  { today, people, before }: { today: QueueToday | undefined; people: AgentRow[]; before: SampleRow | undefined },
): QueueNow {
  const { day = '', zone = timeZone ?? 'UTC', counts = null } = today ?? {};
  return {
    queue: { id, name },
    ...row,
    today: { day, zone },
    openedToday: counts && counts.opened,
    answeredInTime: counts && counts.kept,
    judgedToday: counts && counts.judged,
    serviceLevel: counts && counts.judged > 0 ? counts.kept / counts.judged : null,
    available: people.filter((agent) => agent.presence === 'available' && agent.queueIds.includes(id)).length,
    before: presentSample(before),
  };
}

function presentSample(sample: SampleRow | undefined): QueueNow['before'] {
  if (!sample) return null;
  const { queueId: _, at, ...stood } = sample;
  return { at: at.toISOString(), ...stood };
}
