/** Years of work are taken along in the memory of one page; `EXPORT_ROWS=1000000` tries it with more. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'csv-parse';
import { createLog } from '../../src/base/log';
import { Exporting } from '../../src/escalation/export/exporting';
import { Exports, type Form } from '../../src/escalation/export/exports';
import { Figures } from '../../src/escalation/figures';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { liveYears, type Years } from '../support/years';

const TOTAL = Number(process.env['EXPORT_ROWS'] ?? 20_000);
/** What is kept at once, however many there are. */
const MOST_BYTES = 48 * 1024 * 1024;
const LOOK_EVERY = 20;

let database: TestDatabase;
let years: Years;
beforeAll(async () => {
  database = await createTestDatabase();
  years = await liveYears(database.db.q, TOTAL);
});
afterAll(() => database.drop());

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
function kept(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const stillSees = async () => true;
const CSV: Form = { name: 'csv', zone: 'Europe/Berlin', separator: 'comma', columns: undefined };

test.each<[string, Form]>([
  ['CSV', CSV],
  ['JSON lines', { name: 'jsonl' }],
])('%s of all of them', async (_, form) => {
  const exports = new Exports(database.db, new Exporting(database.db, createLog('silent')), new Figures(database.db));
  const { tenantId } = years;
  const who = { tenantId, id: 'megan', name: 'Megan Bowen', until: new Date(Date.now() + 86_400_000), stillSees };
  const scope = { tenantId, visibleTo: null };
  const meant = { scope, search: null, reader: { id: 'megan', manager: true }, order: 'newest' } as const;
  const stop = new AbortController();
  const before = kept();
  const began = Date.now();
  const { rows, chunks } = await exports.begin(who, { meant, form, filter: {}, withAgents: true }, stop.signal);
  expect(rows).toBe(TOTAL);
  const begins = Date.now() - began;
  const reader = form.name === 'csv' ? parse({ bom: true, columns: true, record_delimiter: '\r\n' }) : null;
  let read = 0;
  reader?.on('data', () => (read += 1));
  let pages = 0;
  let bytes = 0;
  let most = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (reader) reader.write(chunk);
    else read += chunk.filter((byte) => byte === 10).length;
    if ((pages += 1) % LOOK_EVERY === 0) most = Math.max(most, kept() - before);
  }
  if (reader) await new Promise((resolve) => reader.end().once('end', resolve));
  stop.abort();
  if (process.env['TOLD']) console.info({ begins, took: Date.now() - began, bytes, most });
  expect(read).toBe(TOTAL);
  expect(bytes).toBeGreaterThan(TOTAL * 100);
  expect(most).toBeLessThan(MOST_BYTES);
});
