import { TokenUnavailable } from '../../src/teams/bots/botToken';
import { sendOutcomeOf } from '../../src/teams/senders/deliveryFaults';

/** As azure's core client throws them. */
function restError(statusCode: number, details: unknown, headers: Record<string, string> = {}): Error {
  const response = { headers: { get: (name: string) => headers[name] } };
  return Object.assign(new Error('refused'), { name: 'RestError', statusCode, details, response });
}
const systemError = (code: string) => Object.assign(new Error(code), { name: 'RestError', code });
const teams = (code: string) => ({ error: { code, message: 'words of Teams' } });

describe('an error of the connector', () => {
  test.each([412, 429, 503])('%d is tried again, and nothing was taken', (status) => {
    expect(sendOutcomeOf(restError(status, {}))).toMatchObject({ result: 'retry', ambiguous: false });
  });

  test.each([408, 500, 502, 504])('%d is tried again, though Teams may have taken it', (status) => {
    expect(sendOutcomeOf(restError(status, {}))).toMatchObject({ result: 'retry', ambiguous: true });
  });

  test('honours Retry-After, in seconds and as a date', () => {
    expect(sendOutcomeOf(restError(429, {}, { 'retry-after': '7' }))).toMatchObject({ afterMs: 7_000 });
    const date = new Date(Date.now() + 60_000).toUTCString();
    const { afterMs } = sendOutcomeOf(restError(503, {}, { 'retry-after': date })) as { afterMs: number };
    expect(afterMs).toBeGreaterThan(55_000);
    expect(afterMs).toBeLessThanOrEqual(60_000);
    expect(sendOutcomeOf(restError(429, {}, { 'retry-after': 'soon' }))).toMatchObject({ afterMs: undefined });
  });

  test.each([
    ['ECONNREFUSED', undefined],
    ['ENOTFOUND', undefined],
    ['ECONNRESET', true],
    ['ETIMEDOUT', true],
  ])('%s is tried again', (code, ambiguous) => {
    const outcome = sendOutcomeOf(systemError(code));
    expect(outcome).toMatchObject({ result: 'retry', reason: expect.stringContaining(code) as string });
    expect((outcome as { ambiguous?: boolean }).ambiguous).toBe(ambiguous);
  });

  test('our own timeout may have come too late', () => {
    const timeout = Object.assign(new Error('The operation was aborted.'), { name: 'AbortError' });
    expect(sendOutcomeOf(timeout)).toEqual({
      result: 'retry',
      reason: 'The connection to Teams broke (timeout)',
      ambiguous: true,
    });
  });

  test('a bot that cannot sign in sent nothing', () => {
    const outcome = sendOutcomeOf(new TokenUnavailable('Check BOT_PASSWORD.'));
    expect(outcome).toEqual({ result: 'retry', reason: 'Check BOT_PASSWORD.' });
  });

  test.each([
    ['nested as Teams nests it', { errorCode: 209, message: '{"subCode":"MessageWritesBlocked","details":null}' }],
    ['plain', teams('MessageWritesBlocked')],
    ['plain, by the user', teams('ConversationBlockedByUser')],
    ['an app that is gone', teams('BotNotInConversationRoster')],
  ])('a 403 that says the person is out of reach blocks the lane: %s', (_, details) => {
    expect(sendOutcomeOf(restError(403, details))).toMatchObject({ result: 'failed', blocksLane: true });
  });

  test.each([
    [403, teams('BotDisabledByAdmin'), 'An administrator has switched the bot off in Teams'],
    [404, teams('ConversationNotFound'), 'The conversation no longer exists in Teams'],
    [413, teams('MessageSizeTooBig'), 'The message is too long for Teams'],
    [401, teams('Unauthorized'), 'Teams does not accept the bot’s credentials: Unauthorized'],
    [400, teams('BadArgument'), 'Teams refused the message (400: BadArgument)'],
    [403, null, 'Teams does not allow this'],
    [418, '<html>', 'Teams refused the message (418)'],
  ])('%d %j is final, in words', (status, details, reason) => {
    expect(sendOutcomeOf(restError(status, details))).toEqual({ result: 'failed', reason });
  });

  test('a fault of our own is told in its own words', () => {
    expect(sendOutcomeOf(new TypeError('x is not a function'))).toMatchObject({
      result: 'retry',
      reason: 'Sending failed: x is not a function',
    });
  });
});
