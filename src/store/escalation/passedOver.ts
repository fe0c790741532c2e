/** Who was passed over when an escalation was offered: the queue's team at that moment, by assignment's own conditions. */
import { sql } from 'kysely';
import type { Asked } from '../../domain/routing/passedOver';
import type { Reader } from '../postgres/db';
import { isAvailable, isThere, presenceNow, tabSince, takesOffers, teamsSays } from '../presence';
import { hasRoomNow, hasSkill, isNotTakenFrom, loadNow, mayBeAsked } from './fit';

/** Of a larger team whoever is not among these is only counted. */
const MOST = 20;
/** What is looked at of a team: an offer waits for it. */
const MOST_LOOKED_AT = 500;

interface Offered {
  escalationId: string;
  /** The one the offer makes. */
  version: number;
  to: { id: string } & Asked;
  now: Date;
}

/**
 * One statement nobody waits for, under the offer's locks and before the offer is written, so that it sees what
 * assignment saw. Load is counted of those who are kept alone, those who are there first.
 */
export async function keepPassedOver(q: Reader, { escalationId, version, to, now }: Offered): Promise<void> {
  await sql`
    insert into escalation_offer (escalation_id, version, asked, required_skill, people, more)
    with w as materialized (
      select e.*, u.team_id from escalation e join queue u on u.id = e.queue_id where e.id = ${escalationId}
    ), member as materialized (
      select m.user_id as id, m.name from team_member m cross join w
      where m.team_id = w.team_id and m.user_id <> ${to.id}
      limit ${sql.lit(MOST_LOOKED_AT)}
    ), f as materialized (
      select p.id, p.name, coalesce(a.skills, '{}') as skills, a.id is not null as is_known,
        coalesce(${isAvailable(now)}, false) as is_available, coalesce(${isThere(now)}, false) as is_there,
        coalesce(${takesOffers}, true) as takes_offers,
        coalesce(a.manager, false) and a.takes_offers is null as is_unasked,
        ${presenceNow(now)} as presence, ${teamsSays(now)} as teams_says,
        coalesce(a.presence_at >= ${tabSince(now)}, false) as has_tab
      from member p cross join w left join agent a on a.id = p.id and a.tenant_id = w.tenant_id
      order by coalesce(${isAvailable(now)}, false) desc, coalesce(${isThere(now)}, false) desc, p.name, p.id
      limit ${sql.lit(MOST)}
    ), kept as (
      select f.*, a.capacity, l.load, coalesce(${hasRoomNow}, true) as has_room,
        coalesce(${isNotTakenFrom}, false) as is_not_taken_from, coalesce(${mayBeAsked(now)}, false) as may_be_asked,
        coalesce(${hasSkill}, false) as has_skill
      from f cross join w left join agent a on a.id = f.id and a.tenant_id = w.tenant_id
      cross join lateral (select ${loadNow} as load offset 0) l
    )
    select w.id, ${version}, ${JSON.stringify({ load: to.load, hasTab: to.hasTab })}::jsonb, w.required_skill,
      coalesce((
        select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
          'id', k.id, 'name', k.name, 'presence', k.presence, 'teamsSays', k.teams_says, 'load', k.load,
          'capacity', k.capacity, 'hasTab', k.has_tab, 'isManagerUnasked', nullif(k.is_unasked, false),
          'unmet', to_jsonb(array_remove(array[
            case when not k.is_known then 'known' end, case when not k.is_available then 'available' end,
            case when not k.is_there then 'there' end, case when not k.has_room then 'room' end,
            case when not k.takes_offers then 'offers' end, case when not k.has_skill then 'skill' end,
            case when not k.may_be_asked then 'asked' end, case when not k.is_not_taken_from then 'own' end], null))))
          order by k.is_available desc, k.is_there desc, k.name, k.id)
        from kept k), '[]'),
      (select count(*) from team_member m where m.team_id = w.team_id and m.user_id <> ${to.id})
        - (select count(*) from f)
    from w`.execute(q);
}
