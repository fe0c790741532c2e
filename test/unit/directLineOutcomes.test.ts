import { AppError } from '../../src/base/errors';
import { errorOfAnswer } from '../../src/intake/directLine/directLineError';
import { outcomeOf, refusalOf } from '../../src/intake/directLine/outcomes';

const answer = (status: number, code: string, message: string) =>
  errorOfAnswer(status, { error: { code, message } }, null);
const botError = answer(502, 'BotError', 'Failed to send activity: bot returned an error');

test.each([
  ['the first time', 0, 100, 'retry'],
  ['the second time', 1, 2_000, 'retry'],
  ['the third time', 2, 4_000, 'failed'],
  ['the second time, slowly', 1, 7_000, 'failed'],
])('what a bot fails at %s', (_, before, sinceMs, result) => {
  expect(refusalOf(botError, { before, sinceMs })).toMatchObject({ result, why: 'refused' });
});

test.each([answer(502, 'BotRejectedActivity', 'no'), answer(500, 'InternalServerError', 'The bot returned an error')])(
  'kin of BotError: %s',
  (error) => {
    expect(refusalOf(error, { before: 0, sinceMs: 0 })).toMatchObject({ why: 'refused' });
  },
);

test('what the service itself will not take is not tried again', () => {
  const tooLarge = answer(413, 'MessageSizeTooBig', 'too large');
  expect(refusalOf(tooLarge, { before: 0, sinceMs: 0 })).toMatchObject({ result: 'failed', why: 'refused' });
});

test.each([
  ['the service is away', answer(503, '', '')],
  ['a gateway gave up', answer(504, 'GatewayTimeout', '')],
  ['the credentials are refused', answer(401, 'BadArgument', 'Invalid token or secret')],
])('no refusal, but absence: %s', (_, error) => {
  expect(refusalOf(error, { before: 9, sinceMs: 99_000 })).toBeNull();
  expect(outcomeOf(error)).toMatchObject({ result: 'retry', why: 'away' });
});

test('a request to slow down is neither', () => {
  expect(outcomeOf(errorOfAnswer(429, {}, 2_000))).toEqual(
    expect.not.objectContaining({ why: expect.anything() as unknown }),
  );
});

test('a connection that was removed is not tried again', () => {
  expect(outcomeOf(new AppError('not_found', 'gone'))).toEqual({ result: 'failed', reason: 'gone' });
});
