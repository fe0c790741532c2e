import { Writable } from 'node:stream';
import { createLog } from '../../src/base/log';

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
  const text = written((log) => log.info(fields, 'something happened'));
  expect(text).toContain('something happened');
  expect(text).not.toContain('hunter2');
});

test('an error keeps its reason, its code and its cause', () => {
  const err = Object.assign(new Error('no answer', { cause: new Error('reset') }), { code: 'ECONNRESET' });
  expect(JSON.parse(written((log) => log.error({ err }, 'failed')))).toMatchObject({
    level: 'error',
    msg: 'failed',
    err: { message: 'no answer', code: 'ECONNRESET', cause: { message: 'reset' } },
  });
});
