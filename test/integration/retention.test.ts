/** Words are kept for a time: chosen, told beforehand, acted upon a day later, chat by chat, also when killed in between. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Retention, RetentionPreview } from '../../src/contract/api';
import { createLog } from '../../src/base/log';
import type { Identity } from '../../src/domain/escalation';
import { Retentions } from '../../src/escalation/erasure/retention';
import { type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';
import { whereIn } from '../support/everything';

const DAY = 86_400_000;
const MARK = 'qzkept';

let desk: ApiDesk;
let adele: string;
let now: Date;
let retentions: Retentions;
const megan: Identity = { tenantId: TENANT, id: 'megan', name: 'Megan Bowen', manager: true, queueIds: [] };
const quiet = createLog('silent');

beforeEach(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  now = new Date();
  retentions = new Retentions(desk.db, { log: quiet, now: () => now });
});
afterEach(() => desk.stop());

const later = (days: number) => (now = new Date(now.getTime() + days * DAY));
/** A whole pass, as hours of the sweep make it. */
async function pass(): Promise<void> {
  later(0.1);
  await retentions.keep(now);
}

/** A chat whose customer was helped so many days ago. */
async function ended(daysAgo: number, words = MARK): Promise<string> {
  const id = await desk.open({
    handoff: { lastPhrase: `${words} phrase`, variables: [{ name: 'order', value: words }] },
  });
  await desk.customerWrites(id, `${words} said`);
  for (const [path, body] of [
    ['claim', {}],
    ['resolve', { outcome: 'Done', summary: `${words} summary` }],
  ] as const) {
    expect((await desk.ask(adele, `/escalations/${id}/${path}`, { body })).status).toBe(200);
  }
  await desk.db.pool.query('with gone as (delete from outbox) update lane set pending = 0');
  await aged(id, daysAgo);
  return id;
}

async function aged(id: string, days: number): Promise<void> {
  const by = sql`make_interval(days => ${days}::int)`;
  const chat = sql`(select conversation_id from escalation where id = ${id}::uuid)`;
  await sql`update message set sent_at = sent_at - ${by} where conversation_id = ${chat}`.execute(desk.db.q);
  await sql`update conversation set created_at = created_at - ${by}, active_at = active_at - ${by} where id = ${chat}`.execute(
    desk.db.q,
  );
  await sql`update escalation set opened_at = opened_at - ${by}, claimed_at = claimed_at - ${by}, ended_at = ended_at - ${by}
    where id = ${id}::uuid`.execute(desk.db.q);
}

const choose = async (days: number | null): Promise<Retention> =>
  retentions.change(megan, { days, version: (await retentions.setting(megan)).version });
const erased = async (): Promise<string[]> =>
  (
    await desk.db.q.selectFrom('escalation').select('id').where('erased_at', 'is not', null).orderBy('number').execute()
  ).map(({ id }) => id);
const audit = () =>
  desk.db.q.selectFrom('audit').selectAll().where('subject_kind', '=', 'retention').orderBy('id').execute();

test('what it concerns is said before, and nothing goes within a day', async () => {
  const old = await ended(40);
  const young = await ended(20);
  const preview: RetentionPreview = await retentions.preview(megan, 30);
  expect(preview).toEqual({ due: 1, beginsAt: new Date(now.getTime() + DAY).toISOString() });
  expect(await choose(30)).toMatchObject({ days: 30, due: 1, beginsAt: preview.beginsAt, version: 1 });
  await pass();
  expect(await erased()).toEqual([]);
  later(1);
  await pass();
  expect(await erased()).toEqual([old]);
  expect(await retentions.setting(megan)).toMatchObject({ due: 0, workedAt: now.toISOString(), failed: null });
  later(10);
  await pass();
  expect(await erased()).toEqual([old, young]);
  expect(await whereIn(desk.db, [MARK, 'Robin Ortiz'])).toEqual([]);
});

test('the audit has the change, and one entry a day with counts', async () => {
  await ended(40);
  await ended(41);
  await choose(30);
  later(1);
  await pass();
  expect(await audit()).toHaveLength(1);
  later(1);
  await pass();
  const [change, day] = await audit();
  expect(change).toMatchObject({ verb: 'changed', changes: [{ what: 'Kept', before: 'for good', after: '30 days' }] });
  expect(day).toMatchObject({ kind: 'erasure', actor_id: null });
  expect(day?.summary).toMatch(
    /the words of 2 requests, \d+ messages and 0 files were erased.*30 days; of 2 customers/,
  );
  later(1);
  await pass();
  expect(await audit()).toHaveLength(2);
});

test('kept longer, or for good, holds at once; two managers do not undo each other', async () => {
  await ended(40);
  await choose(30);
  const { version } = await choose(null);
  later(2);
  await pass();
  expect(await erased()).toEqual([]);
  await expect(retentions.change(megan, { days: 10, version: version - 1 })).rejects.toMatchObject({
    code: 'changed_meanwhile',
  });
  // What changes nothing leaves nothing.
  await choose(null);
  expect(await audit()).toHaveLength(2);
});

test('an open chat, and one whose survey may be answered, are not touched; of a chat that goes on the old part goes', async () => {
  const open = await desk.open({ handoff: { lastPhrase: 'open phrase' } });
  await aged(open, 40);
  const asked = await ended(25, 'asked');
  await sql`insert into survey (escalation_id, source, tenant_id, customer_id, queue_id, asked_at, scale, form)
    values (${asked}::uuid, 'desk', ${TENANT}, 'c', ${randomUUID()}::uuid, now() - interval '25 days', 'stars', '{}')`.execute(
    desk.db.q,
  );
  const first = await ended(40);
  const chat = sql<string>`(select conversation_id from escalation where id = ${first}::uuid)`;
  // The same customer is back with the bot.
  await sql`with c as (update conversation set last_seq = last_seq + 1, active_at = now() where id = ${chat} returning id, last_seq)
    insert into message (conversation_id, seq, author_kind, author_name, text)
    select id, last_seq, 'customer', 'Robin Ortiz', 'I am back' from c`.execute(desk.db.q);
  await choose(20);
  later(1);
  await pass();
  expect(await erased()).toEqual([first]);
  expect(await whereIn(desk.db, [MARK])).toEqual([]);
  expect((await whereIn(desk.db, ['I am back'])).length).toBeGreaterThan(0);
  expect((await whereIn(desk.db, ['asked said'])).length).toBeGreaterThan(0);
  const kept = await desk.db.q
    .selectFrom('conversation')
    .select('customer_name as name')
    .where('id', '=', chat)
    .execute();
  expect(kept).toEqual([{ name: 'Robin Ortiz' }]);
  const shown = await desk.ask(adele, `/escalations/${first}`);
  expect(shown.body).toMatchObject({ customer: { id: '', name: '' }, erased: { by: { id: null } } });
  later(10);
  await pass();
  expect(await erased()).toEqual([asked, first]);
  expect(await erased()).not.toContain(open);
});

test('killed in the middle, no chat is half erased, and another process goes on', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 6; n += 1) ids.push(await ended(40));
  await choose(30);
  later(1);
  // As a process that is killed: its connection ends within the third chat's transaction, when words are gone and names are not.
  await sql`create function kills() returns trigger language plpgsql as $$
    begin
      if (select count(*) from conversation where erased_at is not null) = 2 and new.erased_at is not null then
        perform pg_terminate_backend(pg_backend_pid());
      end if;
      return new;
    end $$`.execute(desk.db.q);
  await sql`create trigger kills before update on conversation for each row execute function kills()`.execute(
    desk.db.q,
  );
  await retentions.keep(now).catch(() => undefined);
  const half = await sql<{ n: number }>`
    select count(*)::int as n from escalation e join conversation c on c.id = e.conversation_id
    where (e.erased_at is null) <> (c.erased_at is null)
      or exists (select from message m where m.conversation_id = c.id and (m.erased_at is null) <> (c.erased_at is null))`.execute(
    desk.db.q,
  );
  expect(half.rows).toEqual([{ n: 0 }]);
  const before = await erased();
  expect(before.length).toBeGreaterThanOrEqual(2);
  expect(before.length).toBeLessThan(ids.length);
  expect(await retentions.setting(megan)).toMatchObject({ failed: { reason: expect.stringMatching(/\w/) } });
  await sql`drop trigger kills on conversation`.execute(desk.db.q);
  const other = new Retentions(desk.db, { log: quiet, now: () => now });
  later(0.1);
  await other.keep(now);
  expect((await erased()).sort()).toEqual([...ids].sort());
  expect(await other.setting(megan)).toMatchObject({ due: 0, failed: null });
});

test('two processes at once erase each chat once', async () => {
  for (let n = 0; n < 5; n += 1) await ended(40);
  await choose(30);
  later(1.1);
  const other = new Retentions(desk.db, { log: quiet, now: () => now });
  await Promise.all([retentions.keep(now), other.keep(now)]);
  await pass();
  expect(await erased()).toHaveLength(5);
  const events = await desk.db.q.selectFrom('escalation_event').select('id').where('type', '=', 'erased').execute();
  expect(events).toHaveLength(5);
});
