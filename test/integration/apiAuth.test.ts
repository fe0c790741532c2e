import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { type ApiDesk, CLIENT, FOREIGN, TENANT, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startApiDesk();
});
afterAll(async () => desk.stop());

/** Everything a stranger might leave behind. */
async function stored(): Promise<number[]> {
  const { q } = desk.db;
  const counts = (['connection', 'agent', 'message', 'audit', 'outbox'] as const).map((table) =>
    q.selectFrom(table).select(q.fn.countAll<string>().as('rows')).executeTakeFirstOrThrow(),
  );
  return (await Promise.all(counts)).map(({ rows }) => Number(rows));
}

const A_CONNECTION = { name: 'Evil', kind: 'rest', appId: 'evil' };
const STACK = /\bat \w|jose|JWT|JWS/;

const seconds = (n: number) => Math.floor(Date.now() / 1_000) + n;

describe('without a valid sign-in', () => {
  it.each<[string, () => Promise<string | null>]>([
    ['no token', async () => null],
    ['words instead of a token', async () => 'open sesame'],
    ['three parts that mean nothing', async () => 'a.b.c'],
    ['another audience', () => desk.token({ aud: 'https://graph.microsoft.com' })],
    ['another issuer', () => desk.token({ iss: `https://login.microsoftonline.com/${TENANT}/v2.0` })],
    ['another tenant’s issuer', () => desk.token({ iss: `${desk.entra.authority}/${FOREIGN}/v2.0` })],
    ['a version 1 issuer', () => desk.token({ iss: `${desk.entra.authority}/${TENANT}/` })],
    ['an expired token', () => desk.token({ exp: seconds(-301) })],
    ['a token of the future', () => desk.token({ nbf: seconds(600) })],
    ['no expiry', () => desk.token({ exp: undefined })],
    ['no scope', () => desk.token({ scp: undefined })],
    ['another scope', () => desk.token({ scp: 'User.Read access_as_user_too' })],
    ['an app instead of a person', () => desk.token({ scp: undefined, roles: ['Manager'], idtyp: 'app' })],
    ['nobody', () => desk.token({ oid: undefined })],
    ['no tenant', () => desk.token({ tid: undefined })],
    ['a forged signature', async () => desk.token({}, { keys: await generateKeyPair('RS256') })],
    ['another algorithm', async () => desk.token({}, { keys: await generateKeyPair('PS256'), alg: 'PS256' })],
    ['no signature', async () => `${new UnsecuredJWT({ aud: CLIENT, tid: TENANT }).encode()}`],
    [
      'the public key used as a shared secret',
      async () =>
        new SignJWT({ aud: CLIENT, tid: TENANT, oid: 'adele', scp: 'access_as_user' })
          .setProtectedHeader({ alg: 'HS256', kid: desk.entra.kid })
          .setIssuer(`${desk.entra.authority}/${TENANT}/v2.0`)
          .setExpirationTime('1h')
          .setNotBefore('0s')
          .sign(Buffer.from(await exportSPKI(desk.entra.keys.publicKey))),
    ],
  ])('%s → 401', async (_, token) => {
    const before = await stored();
    const who = await token();
    expect(await desk.ask(who, '/connections', { body: A_CONNECTION })).toMatchObject({ status: 401 });
    const answer = await desk.ask(who, '/me');
    expect(answer).toMatchObject({
      status: 401,
      body: { status: 401, code: 'unauthorized', type: expect.any(String) },
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(JSON.stringify(answer.body)).not.toMatch(STACK);
    expect(await stored()).toEqual(before);
  });

  it('a foreign tenant → 403', async () => {
    const token = await desk.token({ tid: FOREIGN, iss: `${desk.entra.authority}/${FOREIGN}/v2.0` });
    const before = await stored();
    expect(await desk.ask(token, '/connections', { body: A_CONNECTION })).toMatchObject({ status: 403 });
    const answer = await desk.ask(token, '/me');
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(JSON.stringify(answer.body)).not.toMatch(STACK);
    expect(await stored()).toEqual(before);
  });

  it.each([
    ['GET', '/escalations'],
    ['GET', '/stream'],
    ['POST', '/connections'],
    ['GET', '/nothing/here'],
  ])('%s %s tells nothing', async (method, path) => {
    expect(await desk.ask(null, path, { method })).toMatchObject({ status: 401 });
  });
});

describe('with a valid sign-in', () => {
  it.each([CLIENT, `api://${CLIENT}`])('audience %s is us', async (aud) => {
    expect(await desk.ask(await desk.token({ aud }), '/me')).toMatchObject({ status: 200 });
  });

  it('a clock five minutes apart is forgiven', async () => {
    expect((await desk.ask(await desk.token({ exp: seconds(-240) }), '/me')).status).toBe(200);
    expect((await desk.ask(await desk.token({ nbf: seconds(240) }), '/me')).status).toBe(200);
  });

  it('an agent is known with their queues', async () => {
    const { body } = await desk.ask(await desk.token(), '/me');
    expect(body).toEqual({
      id: 'adele',
      name: 'Adele Vance',
      tenantId: TENANT,
      agentFigures: { shownTo: 'managers', changedAt: null, changedBy: null, isNews: true },
      roles: ['agent'],
      queues: [{ id: desk.world.support, name: 'support', offers: false }],
      manages: null,
      presence: 'away',
      hasSaid: false,
      takesOffers: true,
      teamsSays: null,
      setBy: null,
      skills: [],
      capacity: null,
      sandbox: false,
    });
  });

  it.each([
    ['by role', { oid: 'megan', roles: ['Reader', 'Manager'] }],
    ['by name in the settings, in any case', { oid: 'x', preferred_username: 'MEGAN@contoso.example' }],
  ])('a manager is known %s', async (_, claims) => {
    expect((await desk.ask(await desk.token(claims), '/me')).body.roles).toEqual(['manager']);
  });

  it('somebody of no team is nobody in particular', async () => {
    expect((await desk.ask(await desk.token({ oid: 'robin' }), '/me')).body.roles).toEqual([]);
  });
});

it('keys that cannot be read are our trouble, not the caller’s: 503', async () => {
  const lonely = await startApiDesk();
  try {
    const token = await lonely.token();
    lonely.entra.server.closeAllConnections();
    await new Promise((resolve) => lonely.entra.server.close(resolve));
    const answer = await lonely.ask(token, '/me');
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('5');
  } finally {
    await lonely.stop();
  }
});

it('keys that were read go on being used while they cannot be read again', async () => {
  const lonely = await startApiDesk();
  const clock = jest.spyOn(Date, 'now');
  try {
    const [first, second] = [await lonely.token(), await lonely.token({ jti: 'another' })];
    expect(await lonely.ask(first, '/me')).toMatchObject({ status: 200 });
    lonely.entra.server.closeAllConnections();
    await new Promise((resolve) => lonely.entra.server.close(resolve));
    const later = Date.now() + 15 * 60_000;
    clock.mockReturnValue(later);
    expect(await lonely.ask(second, '/me')).toMatchObject({ status: 200 });
    const stranger = await lonely.token({}, { keys: await generateKeyPair('RS256') });
    expect(await lonely.ask(stranger, '/me')).toMatchObject({ status: 401 });
  } finally {
    clock.mockRestore();
    await lonely.stop();
  }
});
