/** Who could take an escalation that waits, and which conditions of assignment each of them does not meet. */
import { sql } from 'kysely';
import type { ChannelLoss, EscalationStatus, ServiceTargets } from '../../contract/api';
import type { CandidateFacts } from '../../domain/routing/candidates';
import { isAvailable, isThere, presenceNow, tabSince, takesOffers, teamsSays } from '../presence';
import type { Reader } from '../postgres/db';
import { hasRoomNow, hasSkill, isNotTakenFrom, loadNow, mayBeAsked } from './fit';

export interface WaitingRow {
  status: EscalationStatus;
  assigneeName: string | null;
  requiredSkill: string | null;
  offeredTo: string | null;
  offeredName: string | null;
  offeredUntil: Date | null;
  queueName: string;
  hasChannel: boolean;
  channelLost: ChannelLoss | null;
  serviceTargets: ServiceTargets;
  /** Of the queue's team. */
  members: number;
  people: CandidateFacts[];
}

/** What is read of people at once. */
const MOST = 200;

/**
 * All in one statement, so that nothing in it contradicts the rest: the queue's team, and of all others those who are
 * there. First those of the team, those who meet most first.
 */
export async function candidatesOf(q: Reader, tenantId: string, id: string, now: Date): Promise<WaitingRow | null> {
  const { rows } = await sql<WaitingRow>`
    with w as materialized (
      select e.*, u.team_id, u.name as queue_name, u.channel_id, u.channel_lost, u.service_targets
      from escalation e join queue u on u.id = e.queue_id
      where e.id = ${id} and e.tenant_id = ${tenantId}
    ), person as (
      select m.user_id as id, min(m.name) as name, bool_or(m.team_id = w.team_id) as is_of_team
      from team_member m cross join w
      where exists (
        select from queue u where u.team_id = m.team_id and u.tenant_id = ${tenantId} and u.removed_at is null)
      group by m.user_id
    ), f as materialized (
      select p.id, p.name, coalesce(p.is_of_team, false) as is_of_team, coalesce(a.skills, '{}') as skills,
        a.capacity, l.load, a.id is not null as is_known, coalesce(a.manager, false) as is_manager,
        a.takes_offers is not null as has_chosen,
        ${presenceNow(now)} as presence, ${teamsSays(now)} as teams_says,
        case when a.presence_at < ${tabSince(now)} then a.presence_at end as tab_closed_at,
        coalesce(${isAvailable(now)}, false) as is_available, coalesce(${isThere(now)}, false) as is_there,
        coalesce(${takesOffers}, true) as takes_offers, coalesce(${hasRoomNow}, true) as has_room
      from person p
      left join agent a on a.id = p.id and a.tenant_id = ${tenantId}
      cross join lateral (select ${loadNow} as load offset 0) l
    ), met as (
      select f.*, coalesce(${isNotTakenFrom}, false) as is_not_taken_from,
        coalesce(${mayBeAsked(now)}, false) as may_be_asked, coalesce(${hasSkill}, false) as has_skill
      from f cross join w
      where f.is_of_team or (f.is_available and f.is_there and f.takes_offers and f.has_room)
    )
    select w.status, w.assignee_name as "assigneeName", w.required_skill as "requiredSkill",
      w.offered_to as "offeredTo", w.offered_name as "offeredName", w.offered_until as "offeredUntil",
      w.queue_name as "queueName", w.channel_id is not null as "hasChannel", w.channel_lost as "channelLost",
      w.service_targets as "serviceTargets",
      (select count(*)::int from f where f.is_of_team) as members,
      coalesce((
        select json_agg(json_build_object(
          'id', c.id, 'name', c.name, 'isOfTeam', c.is_of_team, 'isKnown', c.is_known, 'isManager', c.is_manager,
          'hasChosen', c.has_chosen, 'presence', coalesce(c.presence, 'away'), 'teamsSays', c.teams_says,
          'tabClosedAt', c.tab_closed_at, 'capacity', c.capacity, 'load', c.load::int,
          'isAvailable', c.is_available, 'isThere', c.is_there, 'takesOffers', c.takes_offers, 'hasRoom', c.has_room,
          'isNotTakenFrom', c.is_not_taken_from, 'mayBeAsked', c.may_be_asked, 'hasSkill', c.has_skill))
        from (
          select * from met
          order by is_of_team desc,
            is_available::int + is_there::int + has_room::int + has_skill::int + may_be_asked::int
              + is_not_taken_from::int + takes_offers::int desc, name, id
          limit ${sql.lit(MOST)}) c), '[]') as people
    from w`.execute(q);
  const [row] = rows;
  if (!row) return null;
  return { ...row, people: row.people.map((one) => ({ ...one, tabClosedAt: read(one.tabClosedAt) })) };
}

/** As JSON has it. */
const read = (at: Date | string | null): Date | null => (at === null ? null : new Date(at));
