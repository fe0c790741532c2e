/** What every check of an Entra token has in common: the bearer's form, the tenant's keys, the signature. */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { AppError } from '../base/errors';

/** Clocks differ; Microsoft's own libraries allow as much. */
const TOLERANCE_SECONDS = 5 * 60;
const KEYS_TIMEOUT_MS = 5_000;
/** Entra's tokens stay under 8 KB; more is not worth parsing. */
const LONGEST_TOKEN = 16_384;

/** The token of an `Authorization` header, or null when it has none. */
export function bearerOf(authorization: string | undefined): string | null {
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
  return token && token.length <= LONGEST_TOKEN ? token : null;
}

/** What a token says of itself. It only picks the check to make; nothing is believed before the signature is. */
export function claimsOf(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    return {}; // Not a token at all: refused like any other that names no tenant.
  }
}

/** A tab shows the same token many times a second; checking its signature each time is most of what a request costs. */
const MOST_KNOWN = 5_000;
/** How long a key that Entra has withdrawn goes on being believed. */
const KNOWN_MS = 60_000;

export type TokenCheck =
  | { ok: true; claims: JWTPayload }
  /** `claim` is the one that is not as expected, of a token whose signature is good. */
  | { ok: false; expired: boolean; claim: string | null };

/** The signing keys of the tenants served, read from Entra when they are needed. */
export class EntraKeys {
  private readonly byTenant: Map<string, JWTVerifyGetKey>;
  private readonly known = new LRUCache<string, JWTPayload>({ max: MOST_KNOWN, ttl: KNOWN_MS });

  /** @param authority without a trailing slash: `https://login.microsoftonline.com` */
  constructor(authority: string, tenants: readonly string[]) {
    const keysOf = (tenant: string) => publishedKeys(new URL(`${authority}/${tenant}/discovery/v2.0/keys`));
    this.byTenant = new Map(tenants.map((tenant) => [tenant.toLowerCase(), keysOf(tenant)]));
  }

  has(tenant: string): boolean {
    return this.byTenant.has(tenant.toLowerCase());
  }

  /** Throws `unavailable` when our own trouble in reading Microsoft's keys says nothing about the token. */
  async check(
    token: string,
    tenant: string,
    expected: { audience: string[]; issuer: string[]; requiredClaims: string[] },
  ): Promise<TokenCheck> {
    const keys = this.byTenant.get(tenant.toLowerCase());
    if (!keys) return { ok: false, expired: false, claim: null };
    const asked = [token, tenant, ...expected.audience, ...expected.issuer, ...expected.requiredClaims].join(' ');
    const known = this.known.get(asked);
    if (known && (known.exp ?? 0) > Date.now() / 1_000) return { ok: true, claims: known };
    try {
      const options = { ...expected, algorithms: ['RS256'], clockTolerance: TOLERANCE_SECONDS };
      const { payload } = await jwtVerify(token, keys, options);
      this.known.set(asked, payload);
      return { ok: true, claims: payload };
    } catch (error) {
      if (error instanceof errors.JOSEError && !isOurTrouble(error)) {
        const claim = error instanceof errors.JWTClaimValidationFailed ? error.claim : null;
        return { ok: false, expired: error instanceof errors.JWTExpired, claim };
      }
      throw new AppError('unavailable', 'The keys that check sign-ins cannot be read just now. Try again in a moment.');
    }
  }
}

const UNREACHABLE_KEYS = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

const isOurTrouble = (error: unknown): boolean =>
  !(error instanceof errors.JOSEError) || UNREACHABLE_KEYS.has(error.code);

/** Those that were read go on being used while they cannot be read again; any other may be new, and is not refused. */
function publishedKeys(url: URL): JWTVerifyGetKey {
  const published = createRemoteJWKSet(url, { timeoutDuration: KEYS_TIMEOUT_MS });
  return async (header, token) => {
    try {
      return await published(header, token);
    } catch (error) {
      const known = published.jwks();
      if (!known || !isOurTrouble(error)) throw error;
      return createLocalJWKSet(known)(header, token).catch(() => {
        throw error;
      });
    }
  };
}
