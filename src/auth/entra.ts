/**
 * A bearer token → who it speaks for. Entra v2 access tokens for the desk's own API only:
 * signed with RS256 by a key of the tenant they name, meant for us, in time, for a person.
 */
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Config } from '../config';
import { AppError } from '../errors';
import type { VerifyToken } from './policy';

const SCOPE = 'access_as_user';
const MANAGER_ROLE = 'Manager';
/** Clocks differ; Microsoft's own libraries allow as much. */
const TOLERANCE_SECONDS = 5 * 60;
const KEYS_TIMEOUT_MS = 5_000;
/** Entra's tokens stay under 8 KB; more is not worth parsing. */
const LONGEST_TOKEN = 16_384;

const Claims = z.object({
  oid: z.string().min(1),
  tid: z.string().min(1),
  exp: z.number(),
  scp: z.string(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  upn: z.string().optional(),
  roles: z.array(z.string()).optional(),
});

/** The check for this desk's settings, with every form in which Entra may name it as a token's audience. */
export function tokenCheckOf({ entra, publicUrl, bot, allowedTenants, managers }: Config): VerifyToken {
  const { clientId, authority } = entra;
  const host = new URL(publicUrl).host;
  const audiences = [clientId, `api://${clientId}`, `api://${host}/botid-${bot.appId}`];
  if (!clientId) throw new Error('AAD_APP_CLIENT_ID is missing: without it no sign-in can be checked.');
  return createTokenCheck({ authority, audiences, allowedTenants, managers });
}

export function createTokenCheck(o: {
  /** Without a trailing slash: `https://login.microsoftonline.com` */
  authority: string;
  /** Every form of our own name that Entra may put into `aud`. */
  audiences: string[];
  allowedTenants: readonly string[];
  /** Object ids or user principal names. */
  managers: readonly string[];
}): VerifyToken {
  if (o.audiences.length === 0 || o.audiences.some((audience) => !audience)) {
    throw new Error('Without a client id every token of the tenant would be accepted: set AAD_APP_CLIENT_ID.');
  }
  const managers = new Set(o.managers.map((manager) => manager.toLowerCase()));
  const keys = new Map(
    o.allowedTenants.map((tenant) => [
      tenant.toLowerCase(),
      createRemoteJWKSet(new URL(`${o.authority}/${tenant}/discovery/v2.0/keys`), { timeoutDuration: KEYS_TIMEOUT_MS }),
    ]),
  );

  return async (authorization) => {
    const token = bearerOf(authorization);
    const tenant = tenantOf(token);
    const tenantKeys = keys.get(tenant.toLowerCase());
    if (!tenantKeys) throw new AppError('forbidden', 'Your organisation does not use this desk.');
    const payload = await verified(
      jwtVerify(token, tenantKeys, {
        algorithms: ['RS256'],
        audience: o.audiences,
        issuer: `${o.authority}/${tenant}/v2.0`,
        clockTolerance: TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'nbf', 'oid', 'tid', 'scp'],
      }),
    );
    const claims = Claims.safeParse(payload);
    if (!claims.success || !claims.data.scp.split(' ').includes(SCOPE)) throw refused();
    const { oid, tid, name, roles, exp } = claims.data;
    const upn = claims.data.preferred_username ?? claims.data.upn ?? null;
    return {
      tenantId: tid,
      id: oid,
      name: name ?? upn ?? 'Somebody without a name',
      upn,
      manager:
        (roles?.includes(MANAGER_ROLE) ?? false) ||
        managers.has(oid.toLowerCase()) ||
        (upn !== null && managers.has(upn.toLowerCase())),
      expiresAt: new Date(exp * 1_000),
    };
  };
}

function bearerOf(authorization: string | undefined): string {
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
  if (!token || token.length > LONGEST_TOKEN) {
    throw new AppError('unauthorized', 'Send the token Teams gave you as "Authorization: Bearer …".');
  }
  return token;
}

/** Only picks the keys to check against; nothing else is believed before the signature is. */
function tenantOf(token: string): string {
  try {
    const { tid } = decodeJwt(token);
    if (typeof tid === 'string' && tid) return tid;
  } catch {
    // Not a token at all: refused below like any other that names no tenant.
  }
  throw refused();
}

/** Our own trouble in reading Microsoft's keys says nothing about the token. */
const UNREACHABLE_KEYS = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

async function verified(verification: Promise<{ payload: JWTPayload }>): Promise<JWTPayload> {
  try {
    return (await verification).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError && !UNREACHABLE_KEYS.has(error.code)) {
      throw error instanceof errors.JWTExpired ? new AppError('unauthorized', 'Your sign-in has expired.') : refused();
    }
    throw new AppError('unavailable', 'The keys that check sign-ins cannot be read just now. Try again in a moment.');
  }
}

function refused(): AppError {
  return new AppError('unauthorized', 'This sign-in is not valid here.');
}
