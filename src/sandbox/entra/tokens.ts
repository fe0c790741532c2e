/** Mints the tokens of the sandbox's cloud: genuine ones, and spoiled ones for tests. */
import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { MintRequest, SandboxPerson } from '../state/contract';
import { strangersKey, type Keys, type SigningKey } from './keys';
import { SANDBOX } from '../../config/world';

export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';
export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
const CHANNEL_ISSUER = 'https://api.botframework.com';
/** Teams in a browser; Entra names the app that asked. */
const TEAMS_WEB_CLIENT = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
const HOUR = 3_600;
/** A token is used for a while, as Teams does: signing one costs a millisecond. */
const REUSE_MS = 300_000;
const MOST_KEPT = 100;

export interface Tokens {
  keys: () => Promise<Keys>;
  /** What proves to the bot that an activity comes from Teams. */
  forActivity(botAppId: string): Promise<string>;
  /** What the token endpoint gives an app for a resource. */
  forApp(appId: string, audience: string): Promise<string>;
  /** What the tab gets from `getAuthToken`. */
  forPerson(person: SandboxPerson): Promise<string>;
  mint(request: MintRequest, person: SandboxPerson | null): Promise<string>;
  /** The app id a call comes from, of the connector unless said; null when the token is not good. */
  callerOf(authorization: string | undefined, audience?: string): Promise<string | null>;
}

export function createTokens(options: { authority: string; serviceUrl: string; keys: () => Promise<Keys> }): Tokens {
  const v2Issuer = `${options.authority}/${SANDBOX.tenantId}/v2.0`;
  const v1Issuer = `https://sts.windows.net/${SANDBOX.tenantId}/`;
  const verified = new LRUCache<string, string>({ max: MOST_KEPT });
  const reused = new LRUCache<string, Promise<string>>({ max: MOST_KEPT, ttl: REUSE_MS });

  const channelClaims = (aud: string): JWTPayload => ({ iss: CHANNEL_ISSUER, aud, serviceurl: options.serviceUrl });

  function appClaims(appId: string, audience: string): JWTPayload {
    const common = { aud: audience, oid: appId, sub: appId, tid: SANDBOX.tenantId, uti: randomUUID() };
    // Microsoft's own registrations ask for v1 tokens; apps made today get v2.
    return audience === CONNECTOR_AUDIENCE || audience === GRAPH_AUDIENCE
      ? { ...common, iss: v1Issuer, appid: appId, appidacr: '1', idp: v1Issuer, ver: '1.0' }
      : { ...common, iss: v2Issuer, azp: appId, azpacr: '1', ver: '2.0' };
  }

  const personClaims = (person: SandboxPerson): JWTPayload => ({
    iss: v2Issuer,
    aud: SANDBOX.tab.clientId,
    azp: TEAMS_WEB_CLIENT,
    azpacr: '0',
    name: person.name,
    oid: person.id,
    preferred_username: person.upn,
    scp: 'access_as_user',
    sub: `sub-${person.id}`,
    tid: SANDBOX.tenantId,
    uti: randomUUID(),
    ver: '2.0',
    ...(person.role === 'manager' ? { roles: ['Manager'] } : {}),
  });

  async function mint(request: MintRequest, person: SandboxPerson | null): Promise<string> {
    if (request.as === 'person' && !person) throw new Error('say which person the token is for: personId');
    const { appId = SANDBOX.bot.appId } = request;
    const claims =
      request.as === 'person' && person
        ? personClaims(person)
        : request.as === 'bot'
          ? appClaims(appId, CONNECTOR_AUDIENCE)
          : channelClaims(appId);
    const spoiled = Object.fromEntries(
      Object.entries({ ...claims, ...request.claims }).filter(([, value]) => value !== null),
    );
    const keys = await options.keys();
    const key = request.as === 'channel' ? keys.channel : keys.entra;
    return signAs(request.signature ?? 'genuine', spoiled, request.expiresIn ?? HOUR, key);
  }

  return {
    keys: options.keys,
    mint,
    forActivity(botAppId) {
      const kept = reused.get(botAppId);
      if (kept) return kept;
      const token = options.keys().then((keys) => sign(channelClaims(botAppId), HOUR, keys.channel));
      reused.set(botAppId, token);
      return token;
    },
    forApp: async (appId, audience) => sign(appClaims(appId, audience), HOUR, (await options.keys()).entra),
    forPerson: async (person) => sign(personClaims(person), HOUR + 300, (await options.keys()).entra),
    async callerOf(authorization, audience = CONNECTOR_AUDIENCE) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) return null;
      const known = verified.get(`${audience} ${token}`);
      if (known !== undefined) return known;
      try {
        const { payload } = await jwtVerify(token, (await options.keys()).entra.public, {
          issuer: v1Issuer,
          audience,
          algorithms: ['RS256'],
          clockTolerance: 300,
        });
        if (typeof payload.appid !== 'string') return null;
        const leftMs = (payload.exp ?? 0) * 1_000 - Date.now();
        // Within the tolerance it is verified again each time.
        if (leftMs > 0) verified.set(`${audience} ${token}`, payload.appid, { ttl: Math.min(leftMs, REUSE_MS) });
        return payload.appid;
      } catch {
        // Every way of being wrong is one 401, as in Teams.
        return null;
      }
    },
  };
}

function sign(claims: JWTPayload, seconds: number, key: SigningKey, kid = key.kid): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iat: now, nbf: now - 300, exp: now + seconds, ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, x5t: kid })
    .sign(key.private);
}

async function signAs(
  signature: NonNullable<MintRequest['signature']>,
  claims: JWTPayload,
  seconds: number,
  key: SigningKey,
): Promise<string> {
  switch (signature) {
    case 'genuine':
      return sign(claims, seconds, key);
    case 'unknown':
      return sign(claims, seconds, await strangersKey());
    case 'forged':
      return sign(claims, seconds, await strangersKey(), key.kid);
    case 'none':
      return new UnsecuredJWT({ exp: Math.floor(Date.now() / 1000) + seconds, ...claims }).encode();
    case 'HS256': {
      // The classic confusion: the public key as a shared secret.
      const secret = new TextEncoder().encode(JSON.stringify(key.jwk));
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iat: now, exp: now + seconds, ...claims })
        .setProtectedHeader({ alg: 'HS256', kid: key.kid })
        .sign(secret);
    }
  }
}
