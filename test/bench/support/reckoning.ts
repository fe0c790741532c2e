/** After a day: what ought to be there and is not. Nothing was killed and nothing failed, so nothing may be there twice either. */
import { WORDS_OF_A_WALK } from './walk';
import type { World } from './world';

export type Reckoning = Record<
  | 'escalations not ended'
  | 'words of customers lost'
  | 'words of agents lost'
  | 'deliveries not settled'
  | 'cards failed'
  | 'cards not up to date'
  | 'words of agents doubled',
  number
>;

type Found = Record<'ended' | 'words' | 'unsettled' | 'failed' | 'outdated', number>;

/** What there is now. */
export async function find(world: World): Promise<Found> {
  const { rows } = await world.database.db.pool.query<
    Record<'ended' | 'words' | 'unsettled' | 'failed' | 'outdated', number>
  >(
    `select
       (select count(*) from escalation where status = 'resolved')::int as ended,
       (select count(*) from message where author_kind = 'customer')::int as words,
       (select count(*) from outbox)::int
         + (select count(*) from message where delivery is distinct from 'delivered' and delivery is not null)::int
         as unsettled,
       (select count(*) from escalation where card_state = 'failed')::int as failed,
       (select count(*) from card c join escalation e on e.id = c.escalation_id
         where not c.gone and c.shown_version is distinct from e.version)::int as outdated`,
  );
  const [found] = rows;
  if (!found) throw new Error('PostgreSQL says nothing.');
  return found;
}

/** @param said.before what there was when it began; `replies` as they are named in what Teams got */
export async function reckon(
  world: World,
  said: { before: Found; escalations: number; replies: ReadonlySet<string> },
): Promise<Reckoning> {
  const found = await find(world);
  const taken = new Map<string, number>();
  for (const [name] of await world.freshArrivals()) taken.set(name, (taken.get(name) ?? 0) + 1);
  const lost = [...said.replies].filter((name) => !taken.has(name)).length;
  const doubled = [...taken.values()].reduce((sum, times) => sum + times - 1, 0);
  return {
    'escalations not ended': said.before.ended + said.escalations - found.ended,
    'words of customers lost': said.before.words + said.escalations * WORDS_OF_A_WALK - found.words,
    'words of agents lost': lost,
    'deliveries not settled': found.unsettled,
    // One that ended before its card was sent has none.
    'cards failed': found.failed,
    'cards not up to date': found.outdated,
    'words of agents doubled': doubled,
  };
}
