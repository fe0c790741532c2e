/** Makes a chat as long as one that has gone on for months. */
import type { Db } from '../../src/store/postgres/db';

const MINUTE = 60_000;

/**
 * Adds so many messages to the end of an escalation, of the customer and its owner in turn, ten minutes apart, the last
 * of them now. Each hundredth is a milestone; some are right-to-left, long, or notes.
 */
export async function lengthen(
  db: Db,
  escalationId: string,
  count: number,
  { Robin, Adele }: { Robin: string; Adele: string },
): Promise<{ from: number; to: number; at: (n: number) => Date }> {
  const end = Date.now();
  const at = (n: number) => new Date(end - (count - n) * 10 * MINUTE);
  const { rows } = await db.pool.query<{ last_seq: number }>(
    `select c.last_seq from conversation c join escalation e on e.conversation_id = c.id where e.id = $1`,
    [escalationId],
  );
  const from = (rows[0]?.last_seq ?? 0) + 1;
  // What was said so far was said before all this.
  await db.pool.query(
    `update message set sent_at = $2::timestamptz - (($3::int - seq) * interval '1 second')
     where conversation_id = (select conversation_id from escalation where id = $1)`,
    [escalationId, new Date(at(0).getTime() - MINUTE), from],
  );
  await db.pool.query(`update escalation set opened_at = $2, claimed_at = $2 where id = $1`, [
    escalationId,
    new Date(at(0).getTime() - MINUTE - 2_000),
  ]);
  await db.pool.query(
    `insert into message
       (conversation_id, escalation_id, seq, author_kind, author_id, author_name, note, text, sent_at, delivery)
     select e.conversation_id, e.id, $2::int + n,
       case when n % 2 = 0 then 'customer' else 'agent' end,
       case when n % 2 = 0 then $4::text else $5::text end,
       case when n % 2 = 0 then 'Robin Long' else 'Adele Vance' end,
       n % 51 = 1 and n % 2 = 1,
       case
         when n % 100 = 0 then 'A milestone: parcel ' || n || ' of many'
         when n % 37 = 0 then 'שלום, מה עם החבילה שלי? ' || n
         when n % 23 = 0 then repeat('A long story about parcel ' || n || '. ', 12)
         else 'About parcel ' || n
       end,
       $6::timestamptz + n * interval '10 minutes',
       case when n % 2 = 1 and not (n % 51 = 1) then 'delivered' end
     from escalation e, generate_series(0, $3::int - 1) n where e.id = $1`,
    [escalationId, from, count, Robin, Adele, at(0)],
  );
  await db.pool.query(
    `update conversation set last_seq = last_seq + $2::int, last_customer_seq = last_seq + $2::int - 1
     where id = (select conversation_id from escalation where id = $1)`,
    [escalationId, count],
  );
  return { from, to: from + count - 1, at };
}
