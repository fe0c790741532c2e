import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { createLog } from '../../src/base/log';
import { LOG_EVENTS } from '../../src/base/logEvents';
import { sourcesIn } from '../support/source';

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  const to = new Writable({
    write: (chunk, _, done) => {
      text += String(chunk);
      done();
    },
  });
  write(createLog('info', to));
  return text;
}

test.each<[string, object]>([
  ['a token', { token: 'hunter2' }],
  ['a header', { req: { headers: { authorization: 'Bearer hunter2' } } }],
  ['a password inside', { bot: { password: 'hunter2' } }],
  [
    'what an HTTP client hangs on its errors',
    { err: Object.assign(new Error('refused'), { config: { data: 'hunter2' } }) },
  ],
  ['a token in words', { err: new Error('401 for Bearer hunter2.x.y') }],
  ['a database’s password in words', { err: new Error('no route to postgresql://desk:hunter2@db/desk') }],
  ['a cause', { err: new Error('failed', { cause: new Error('Bearer hunter2') }) }],
])('%s stays out of the log', (_, fields) => {
  const text = written((log) => log.info('desk.ready', fields));
  expect(text).toContain('"event":"desk.ready"');
  expect(text).not.toContain('hunter2');
});

test('an error keeps its reason, its code and its cause', () => {
  const err = Object.assign(new Error('no answer', { cause: new Error('reset') }), { code: 'ECONNRESET' });
  expect(JSON.parse(written((log) => log.error('api.request_failed', { err })))).toMatchObject({
    level: 'error',
    event: 'api.request_failed',
    msg: LOG_EVENTS.error['api.request_failed'],
    err: { message: 'no answer', code: 'ECONNRESET', cause: { message: 'reset' } },
  });
});

const events = Object.entries(LOG_EVENTS).flatMap(([level, ofLevel]) =>
  Object.entries(ofLevel).map(([event, meaning]) => ({ event, level, meaning: meaning })),
);

test('every event has one level, a name like outbox.delivery_failed and a meaning in one sentence', () => {
  expect(new Set(events.map(({ event }) => event)).size).toBe(events.length);
  for (const { event, meaning } of events) {
    expect(event).toMatch(/^[a-z]+\.[a-z]+(_[a-z]+)*$/);
    expect(meaning).toMatch(/^[A-Z].*[^.]$/);
  }
});

test('every event is logged somewhere', () => {
  const code = sourcesIn('src')
    .filter(({ path }) => !path.endsWith('base/logEvents.ts'))
    .map(({ path }) => readFileSync(path, 'utf8'))
    .join('\n');
  expect(events.filter(({ event }) => !code.includes(`'${event}'`))).toEqual([]);
});

test('docs/log-events.md lists every event with its level and its meaning, and no other', () => {
  const page = readFileSync('docs/log-events.md', 'utf8');
  const rows = [...page.matchAll(/^\| `([\w.]+)`\s+\| (.+?)\s+\| (.+?)\s+\|$/gm)].map(([, ...cells]) => cells);
  const listed = events.map(({ event, level, meaning }) => [event, level, meaning]);
  expect(rows.sort()).toEqual(listed.sort());
});
