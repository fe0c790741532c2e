/**
 * Authentication of bots that call the desk as their skill: an Entra token, v1 or v2, of an app and not of a person,
 * with the desk’s bot as audience. Which apps may call is decided by the registry.
 */
import { z } from 'zod';
import type { Config } from '../config/config';
import { isGuid } from '../base/settings';
import { bearerOf, EntraKeys, claimsOf, type TokenCheck } from './entraTokens';
import { CallRefused, type CallerCheck, type CallRefusedFor } from '../domain/policy';

const V1 = 'https://sts.windows.net';
/** Where multi-tenant bots get their tokens: the Bot Framework's own tenant. */
const BOT_FRAMEWORK_TENANT = 'd6d49420-f39b-4df7-a1dc-d59a935871db';

const Claims = z.object({
  tid: z.string().min(1),
  /** v1 names the app `appid`, v2 `azp`. */
  appid: z.string().optional(),
  azp: z.string().optional(),
  ver: z.enum(['1.0', '2.0']),
  /** Only a person's token has scopes. */
  scp: z.never().optional(),
});

export function callerCheckOf({ entra, bot, allowedTenants }: Config): CallerCheck {
  if (!bot.appId) throw new Error('BOT_ID is missing: without it any app of the tenant could call.');
  const { authority } = entra;
  const own = bot.type === 'MultiTenant' ? BOT_FRAMEWORK_TENANT : bot.tenantId;
  const keys = new EntraKeys(authority, own ? [...allowedTenants, own] : allowedTenants);
  const issuersOf = (tenant: string) => [`${V1}/${tenant}/`, `${authority}/${tenant}/v2.0`];

  return {
    concerns(authorization) {
      const token = bearerOf(authorization);
      const { iss } = token ? claimsOf(token) : {};
      return typeof iss === 'string' && (iss.startsWith(`${V1}/`) || iss.startsWith(`${authority}/`));
    },
    saysItIs(authorization) {
      const token = bearerOf(authorization);
      const { appid, azp } = token ? claimsOf(token) : {};
      const said = appid ?? azp;
      return typeof said === 'string' && isGuid(said) ? said.toLowerCase() : null;
    },
    async authenticate(authorization) {
      const token = bearerOf(authorization) ?? '';
      const { tid: tenant } = claimsOf(token);
      if (typeof tenant !== 'string' || !keys.has(tenant)) {
        throw new CallRefused('foreignTenant', 'This token is of a tenant that is not among ALLOWED_TENANTS.');
      }
      const checked = await keys.check(token, tenant, {
        audience: [bot.appId, `api://${bot.appId}`],
        issuer: issuersOf(tenant),
        requiredClaims: ['exp', 'tid', 'ver'],
      });
      const claims = checked.ok ? Claims.safeParse(checked.claims).data : undefined;
      const appId = claims?.ver === '1.0' ? claims.appid : claims?.azp;
      if (!claims || !appId) {
        const why = refusedFor(checked);
        throw new CallRefused(why, `${SAID[why]} Ask Entra for one with the scope ${bot.appId}/.default.`);
      }
      return { appId: appId.toLowerCase(), tenantId: claims.tid };
    },
  };
}

const SAID: Readonly<Record<CallRefusedFor, string>> = {
  foreignTenant: 'This token is of another tenant.',
  audience: 'This token is for somebody else than the desk.',
  person: 'This token is a person’s, and only an app may call here.',
  expired: 'This token has expired.',
  invalid: 'This token is not valid here.',
};

function refusedFor(checked: TokenCheck): CallRefusedFor {
  if (checked.ok) return checked.claims['scp'] === undefined ? 'invalid' : 'person';
  if (checked.expired) return 'expired';
  return checked.claim === 'aud' ? 'audience' : 'invalid';
}
