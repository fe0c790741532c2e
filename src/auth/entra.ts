/**
 * Authentication of people: an Entra v2 access token for the desk’s own API, signed with RS256 by a key of its tenant,
 * with our audience, unexpired, of a person.
 */
import { visibleName } from '../base/names';
import { z } from 'zod';
import type { Config } from '../config/config';
import { bearerOf, EntraKeys, claimsOf } from './entraTokens';
import { SignInRefused, type VerifyToken } from '../domain/policy';

const SCOPE = 'access_as_user';
const MANAGER_ROLE = 'Manager';

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

function createTokenCheck(options: {
  /** Without a trailing slash: `https://login.microsoftonline.com` */
  authority: string;
  /** Every form of our own name that Entra may put into `aud`. */
  audiences: string[];
  allowedTenants: readonly string[];
  /** Object ids or user principal names. */
  managers: readonly string[];
}): VerifyToken {
  if (options.audiences.length === 0 || options.audiences.some((audience) => !audience)) {
    throw new Error('Without a client id every token of the tenant would be accepted: set AAD_APP_CLIENT_ID.');
  }
  const managers = new Set(options.managers.map((manager) => manager.toLowerCase()));
  const keys = new EntraKeys(options.authority, options.allowedTenants);

  return async (authorization) => {
    const token = bearerOf(authorization);
    if (!token) {
      throw new SignInRefused('noToken', null, 'Send the token Teams gave you as "Authorization: Bearer …".');
    }
    const { tid: tenant } = claimsOf(token);
    if (typeof tenant !== 'string' || !tenant) throw refused(null);
    if (!keys.has(tenant)) {
      throw new SignInRefused('foreignTenant', null, 'Your organisation does not use this desk.');
    }
    const checked = await keys.check(token, tenant, {
      audience: options.audiences,
      issuer: [`${options.authority}/${tenant}/v2.0`],
      requiredClaims: ['exp', 'nbf', 'oid', 'tid', 'scp'],
    });
    if (!checked.ok) {
      throw checked.expired
        ? new SignInRefused('expired', tenant.toLowerCase(), 'Your sign-in has expired.')
        : refused(tenant.toLowerCase());
    }
    const claims = Claims.safeParse(checked.claims);
    if (!claims.success || !claims.data.scp.split(' ').includes(SCOPE)) throw refused(tenant.toLowerCase());
    const { oid, tid, name, roles, exp } = claims.data;
    const upn = claims.data.preferred_username ?? claims.data.upn ?? null;
    return {
      tenantId: tid,
      id: oid,
      name: visibleName(name) ?? visibleName(upn) ?? 'Somebody without a name',
      upn,
      manager:
        (roles?.includes(MANAGER_ROLE) ?? false) ||
        managers.has(oid.toLowerCase()) ||
        (upn !== null && managers.has(upn.toLowerCase())),
      expiresAt: new Date(exp * 1_000),
    };
  };
}

function refused(tenantId: string | null): SignInRefused {
  return new SignInRefused('invalid', tenantId, 'This sign-in is not valid here.');
}
