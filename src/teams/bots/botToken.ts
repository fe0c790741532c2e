/** Mints one bot's outbound tokens (OAuth 2.0 client credentials): by password, certificate or managed identity. */
import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto';
import { JwtTokenProviderFactory } from 'botframework-connector';
import { SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { signInSilent, signInWords } from '../../cards/words/manager/botSignIn';
import type { BotConfig } from '../../config/config';
import { reasonOf } from '../../base/errors';

/** What a bot signs in with, and where. */
export type BotSignIn = Pick<BotConfig, 'appId' | 'type' | 'password' | 'certificate' | 'oauthUrl'>;

const answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

const TIMEOUT_MS = 10_000;
/** A token is renewed this long before it expires, so that none expires in flight. */
const SPARE_MS = 5 * 60_000;
/** Negative cache: a refused bot is not tried again at once, or its whole outbox would ask. */
const REFUSED_FOR_MS = 15_000;
/** Other apps a bot speaks to; far more than a company has. */
const MOST_AUDIENCES = 500;
const ASSERTION_SECONDS = 300;

/** Sign-in failed: the bot got no token, so nothing was sent. */
export class TokenUnavailable extends Error {
  override readonly name = 'TokenUnavailable';
}

/** Nobody's bot, or nobody's any more. */
export class BotUnknown extends Error {
  override readonly name = 'BotUnknown';
}

export class BotTokens {
  private readonly cached = new LRUCache<string, string>({ max: MOST_AUDIENCES });
  private readonly minting = new Map<string, Promise<string>>();
  private readonly refused = new LRUCache<string, TokenUnavailable>({ max: MOST_AUDIENCES, ttl: REFUSED_FOR_MS });

  /** @param where the place to look when the bot is refused, for whoever runs the desk */
  constructor(
    private readonly bot: BotSignIn,
    private readonly where: string,
  ) {}

  /** The current token for an audience; one request at a time mints the next. */
  async get(audience: string): Promise<string> {
    const cached = this.cached.get(audience);
    if (cached) return cached;
    const refused = this.refused.get(audience);
    if (refused) throw refused;
    const minting = this.minting.get(audience) ?? this.mint(audience).finally(() => this.minting.delete(audience));
    this.minting.set(audience, minting);
    return minting;
  }

  private async mint(audience: string): Promise<string> {
    const { token, lifetimeMs } = await (this.bot.type === 'UserAssignedMSI'
      ? this.ofMachine(audience)
      : this.ofEntra(audience));
    // A token that lives shorter than the spare time is still good for half its life.
    this.cached.set(audience, token, { ttl: Math.max(lifetimeMs - SPARE_MS, lifetimeMs / 2, 1) });
    this.refused.delete(audience);
    return token;
  }

  private async ofEntra(audience: string): Promise<{ token: string; lifetimeMs: number }> {
    const { oauthUrl, appId } = this.bot;
    const credentials = await this.credentials(audience);
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(oauthUrl, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: appId,
          scope: `${audience}/.default`,
          ...credentials,
        }),
      });
      body = await response.json();
    } catch (error) {
      throw new TokenUnavailable(signInSilent(new URL(oauthUrl).host, reasonOf(error)));
    }
    const minted = answer.safeParse(body).data;
    if (response.ok && minted) return { token: minted.access_token, lifetimeMs: minted.expires_in * 1_000 };
    const why = refusal.safeParse(body).data;
    const said = why ? `${why.error}: ${why.error_description ?? ''}` : `status ${response.status}`;
    throw this.refusedFor(audience, said);
  }

  private async credentials(audience: string): Promise<Record<string, string>> {
    const { password, certificate } = this.bot;
    if (password) return { client_secret: password };
    const key = certificate && privateKeyOf(certificate.privateKey);
    if (!key) throw this.refusedFor(audience, 'it has neither a password nor a readable certificate key');
    return {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await this.assertion(certificate.thumbprint, key),
    };
  }

  /** https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
  private async assertion(thumbprint: string, key: KeyObject): Promise<string> {
    const { appId, oauthUrl } = this.bot;
    const digest = Buffer.from(thumbprint, 'hex');
    // 20 bytes are SHA-1, which Entra shows; 32 are SHA-256.
    const named = { [digest.length === 32 ? 'x5t#S256' : 'x5t']: digest.toString('base64url') };
    const now = Math.floor(Date.now() / 1_000);
    return new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...named })
      .setIssuer(appId)
      .setSubject(appId)
      .setAudience(oauthUrl)
      .setNotBefore(now - ASSERTION_SECONDS)
      .setExpirationTime(now + ASSERTION_SECONDS)
      .sign(key);
  }

  /** Managed identities are left to the library. */
  private async ofMachine(audience: string): Promise<{ token: string; lifetimeMs: number }> {
    const { appId } = this.bot;
    const provider = new JwtTokenProviderFactory().createAzureServiceTokenProvider(appId);
    try {
      const got = await provider.getToken(`${audience}/.default`, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!got) throw new Error('no token came back');
      return { token: got.token, lifetimeMs: got.expiresOnTimestamp - Date.now() };
    } catch (error) {
      throw this.refusedFor(audience, `managed identity: ${reasonOf(error)}`);
    }
  }

  private refusedFor(audience: string, said: string): TokenUnavailable {
    const why = new TokenUnavailable(signInWords(said, this.where));
    this.refused.set(audience, why);
    return why;
  }
}

/** Null for what is no key; the library's reason would quote it. */
function privateKeyOf(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
