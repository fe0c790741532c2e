/** A Bot Framework of the test's own: it publishes signing keys as the test wants, and signs with them. */
import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type KeyLike, SignJWT } from 'jose';
import { SANDBOX } from '../../src/config/world';

export interface PublishedKey {
  jwk: JWK & { endorsements?: unknown };
  private: KeyLike;
}

export interface PublishedKeys {
  /** What `BOT_OPENID_METADATA` says. */
  url: string;
  published: PublishedKey[];
  /** How often the keys were asked for. */
  reads: number;
  /** Answers in place of the keys, until it is null again. */
  instead: ((res: ServerResponse, body: string) => void) | null;
  /** Signs as the Bot Framework does, for the desk's own bot. */
  token(key: PublishedKey, serviceUrl: string): Promise<string>;
  stop(): Promise<void>;
}

export async function publishKeys(): Promise<PublishedKeys> {
  const server = createServer((req, res) => {
    res.setHeader('content-type', 'application/json');
    if (req.url === '/metadata') return void res.end(JSON.stringify({ jwks_uri: `${origin}/keys` }));
    keys.reads += 1;
    const body = JSON.stringify({ keys: keys.published.map(({ jwk }) => jwk) });
    if (keys.instead) keys.instead(res, body);
    else res.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys: PublishedKeys = {
    url: `${origin}/metadata`,
    published: [await newKey()],
    reads: 0,
    instead: null,
    token: ({ jwk, private: secret }, serviceUrl) =>
      new SignJWT({ serviceurl: serviceUrl })
        .setProtectedHeader({ alg: 'RS256', ...(jwk.kid !== undefined && { kid: jwk.kid }) })
        .setIssuer('https://api.botframework.com')
        .setAudience(SANDBOX.bot.appId)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(secret),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return keys;
}

export async function newKey(endorsements: unknown = ['msteams']): Promise<PublishedKey> {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: randomUUID(), use: 'sig', endorsements };
  return { jwk, private: pair.privateKey };
}
