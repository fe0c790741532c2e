import { eventually } from '../support/eventually';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stopAll());

test('a desk that is killed while it fetches a file has it after its restart', async () => {
  const { customer, control } = world;
  const bytes = Buffer.from('%PDF-1.7\n1 0 obj');
  await eventually(async () =>
    control.chat(customer.id, {
      text: 'my receipt',
      files: [
        { name: 'receipt.pdf', contentType: 'application/pdf', base64: bytes.toString('base64'), trouble: 'hangsOnce' },
      ],
    }),
  );
  // The desk has asked, and waits for an answer that does not come.
  await eventually(() => control.files.requests.length === 1);
  const { pool } = world.database.db;
  const file = async () => (await pool.query<{ state: string; size: number }>('select state, size from file')).rows;
  expect(await file()).toEqual([{ state: 'fetching', size: null }]);
  await world.restart(0, 'SIGKILL');
  await eventually(async () => (await file())[0]?.state === 'ready');
  expect(await file()).toEqual([{ state: 'ready', size: bytes.length }]);
  const { rows } = await pool.query<{ bytes: Buffer }>('select bytes from file_chunk');
  expect(rows.map((row) => row.bytes.toString())).toEqual([bytes.toString()]);
});
