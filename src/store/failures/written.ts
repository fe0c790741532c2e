/** How long agents had what was escalated, and what they wrote towards a good end. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { allOf, inScope, type Scope } from '../escalation/scope';
import type { Reader } from '../postgres/db';

/** How long owners had them, in seconds. */
export async function handlingOf(
  q: Reader,
  scope: Scope,
): Promise<{ n: number; median: number | null; p90: number | null }> {
  const { rows } = await sql<{ n: number; median: number | null; p90: number | null }>`
    select count(*)::int as n, percentile_disc(0.5) within group (order by took) as median,
      percentile_disc(0.9) within group (order by took) as p90
    from (
      select (h->>'handle')::float8 as took
      from escalation e join escalation_fact f on f.escalation_id = e.id
        cross join lateral json_array_elements(f.facts->'holds') h
      where ${allOf(inScope(scope))}
    ) holds where took is not null`.execute(q);
  return rows[0] ?? { n: 0, median: null, p90: null };
}

export interface WrittenRow {
  escalationId: string;
  number: number;
  seq: number;
  text: string;
  agentId: string | null;
  agentName: string;
  at: Date;
}

interface GoodEnds {
  /** The newest so many. */
  most: number;
  /** Of each, so many of the last messages of agents. */
  messages: number;
  characters: number;
}

/** Towards good ends of a scope; or, `besides`, of everything else that was escalated in its time and place. */
export async function writtenTowardsGoodEnds(
  q: Reader,
  { phrase, topic, ...around }: Scope,
  { most, messages, characters, besides }: GoodEnds & { besides: boolean },
): Promise<{ goodEnds: number; written: WrittenRow[] }> {
  const conditions = inScope({ tenantId: around.tenantId, visibleTo: null, phrase, topic });
  const meant = besides ? sql<SqlBool>`not ${allOf(conditions)}` : allOf(conditions);
  const { rows } = await sql<WrittenRow & { seq: number | null }>`
    with good as materialized (
      select e.id, e.number, e.opened_at, e.conversation_id, e.from_seq, e.to_seq from escalation e
      where ${allOf([...inScope(around), meant, ENDED_WELL])}
      order by e.opened_at desc limit ${most}
    )
    select good.id as "escalationId", good.number::int as number, m.seq, m.text, m.author_id as "agentId",
      m.author_name as "agentName", m.sent_at as at
    from good left join lateral (
      select seq, left(text, ${characters}) as text, author_id, author_name, sent_at from message m
      where m.conversation_id = good.conversation_id and m.seq >= good.from_seq and m.seq <= good.to_seq
        and m.author_kind = 'agent' and not m.note and m.deleted_at is null and m.delivery is distinct from 'failed'
        and m.text <> ''
      order by seq desc limit ${messages}) m on true
    order by good.opened_at desc, good.id, m.seq desc`.execute(q);
  return {
    goodEnds: new Set(rows.map(({ escalationId }) => escalationId)).size,
    written: rows.filter(({ seq }) => seq !== null),
  };
}

/** Of an escalation `e`: nothing says otherwise. */
const ENDED_WELL: RawBuilder<SqlBool> = sql<SqlBool>`(e.status = 'resolved' and not e.test and coalesce(e.rating, 4) >= 4
  and not exists (
    select from escalation n where n.conversation_id = e.conversation_id and n.opened_at > e.ended_at
      and n.opened_at <= e.ended_at + interval '1 day'))`;
