import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { built } from '../../src/store/postgres/built';
import type { Reader } from '../../src/store/postgres/db';
import type { Tables } from '../../src/store/postgres/schema';

/** What it was asked; it answers nothing. */
function askedOf(): { q: Reader; asked: { sql: string; parameters: readonly unknown[] }[] } {
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  const q = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query: { sql, parameters } }) => void asked.push({ sql, parameters }),
  });
  return { q, asked };
}

test('a statement is built once and asked with the values of each call, its own values among them', async () => {
  let times = 0;
  const find = built((q, { id, note }: { id: string; note: boolean | null }) => {
    times += 1;
    return q.selectFrom('message').select('text').where('note', '=', note).where('seq', '>', 3).where('id', '=', id);
  });
  const { q, asked } = askedOf();
  await find(q, { id: 'one', note: true });
  await find(q, { id: 'two', note: null });
  expect(times).toBe(1);
  expect(asked.map(({ parameters }) => parameters)).toEqual([
    [true, 3, 'one'],
    [null, 3, 'two'],
  ]);
  expect(new Set(asked.map(({ sql }) => sql)).size).toBe(1);
});

test('a value is asked for as often as the statement has it', async () => {
  const find = built((q, { at }: { at: Date }) =>
    q.selectFrom('message').select('text').where('sent_at', '<', at).where('edited_at', '>', at),
  );
  const { q, asked } = askedOf();
  const at = new Date(0);
  await find(q, { at });
  expect(asked[0]?.parameters).toEqual([at, at]);
});
