/** Entra ID and the Bot Framework's keys: who may ask for tokens, and how others check them. */
import express, { type Request, type Response, type Router } from 'express';
import { importSPKI, jwtVerify } from 'jose';
import { z } from 'zod';
import { CONNECTOR_AUDIENCE, type Tokens } from './tokens';
import { SANDBOX } from '../../config/world';

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const scopePattern = new RegExp(
  `^(?:api://)?(${GUID}|https://api\\.botframework\\.com|https://graph\\.microsoft\\.com)/\\.default$`,
  'i',
);
/** What Entra accepts in place of the tenant's id. */
const ALIASES = ['common', 'organizations', 'botframework.com'];

const tokenRequest = z.object({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  client_assertion: z.string().max(10_000).optional(),
  scope: z.string().optional(),
});

/** Credentials of an app: a password, or the public key of its certificate. */
export type AppCredentials =
  | { password: string; expired?: boolean }
  /** The certificate's public key in PEM form, and its SHA-1 thumbprint in hexadecimal digits. */
  | { publicKey: string; thumbprint: string };
/** Apps that may ask for tokens, by app id. */
export type Apps = Map<string, AppCredentials>;

export function entraRouter(options: { authority: string; tokens: Tokens; apps: Apps }): Router {
  const router = express.Router();

  const document = (issuerTenant: string, tenant: string): object => ({
    issuer: `${options.authority}/${issuerTenant}/v2.0`,
    authorization_endpoint: `${options.authority}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${options.authority}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${options.authority}/${tenant}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token', 'token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  });

  router.get('/:tenant/v2.0/.well-known/openid-configuration', (req, res) => {
    const { tenant } = req.params;
    if (tenant === SANDBOX.tenantId) res.json(document(tenant, tenant));
    else if (ALIASES.includes(tenant)) res.json(document('{tenantid}', tenant));
    else noSuchTenant(res, tenant);
  });

  router.get('/:tenant/discovery/v2.0/keys', async (_req, res) => {
    res.json({ keys: [(await options.tokens.keys()).entra.jwk] });
  });

  router.post(
    '/:tenant/oauth2/v2.0/token',
    express.urlencoded({ extended: false, limit: '32kb' }),
    async (req: Request<{ tenant: string }>, res) => {
      const { tenant } = req.params;
      if (tenant !== SANDBOX.tenantId && !ALIASES.includes(tenant)) return noSuchTenant(res, tenant);
      const asked = tokenRequest.safeParse(req.body).data ?? {};
      const audience = scopePattern.exec(asked.scope ?? '')?.[1]?.toLowerCase();
      if (asked.grant_type !== 'client_credentials') {
        return refuse(res, 400, 'unsupported_grant_type', 'AADSTS70003: the sandbox grants client_credentials only.');
      }
      const credentials = options.apps.get(asked.client_id ?? '');
      if (credentials === undefined) {
        return refuse(res, 400, 'unauthorized_client', 'AADSTS700016: application not found in the directory.');
      }
      const wrong = await refusalOf(asked, credentials, `${options.authority}/${tenant}/oauth2/v2.0/token`);
      if (wrong) return refuse(res, 401, 'invalid_client', wrong);
      if (audience === undefined) {
        return refuse(res, 400, 'invalid_scope', `AADSTS70011: the scope must be ${CONNECTOR_AUDIENCE}/.default.`);
      }
      const token = await options.tokens.forApp(asked.client_id ?? '', audience);
      res.set('Cache-Control', 'no-store');
      res.json({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token });
    },
  );
  return router;
}

/** The documents a bot reads to check what the Bot Framework sends it. */
export function botFrameworkRouter(options: { url: string; tokens: Tokens }): Router {
  const router = express.Router();
  router.get('/.well-known/openidconfiguration', (_req, res) => {
    res.json({
      issuer: 'https://api.botframework.com',
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${options.url}/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    });
  });
  router.get('/.well-known/keys', async (_req, res) => {
    const { jwk, kid } = (await options.tokens.keys()).channel;
    res.json({ keys: [{ ...jwk, x5t: kid, endorsements: ['msteams'] }] });
  });
  return router;
}

async function refusalOf(
  asked: z.infer<typeof tokenRequest>,
  credentials: AppCredentials,
  audience: string,
): Promise<string | null> {
  if ('password' in credentials) {
    if (credentials.expired) return 'AADSTS7000222: the provided client secret keys for the app are expired.';
    return asked.client_secret === credentials.password ? null : 'AADSTS7000215: invalid client secret provided.';
  }
  try {
    const key = await importSPKI(credentials.publicKey, 'RS256');
    const expected = { audience, issuer: asked.client_id ?? '', subject: asked.client_id ?? '', algorithms: ['RS256'] };
    const { protectedHeader } = await jwtVerify(asked.client_assertion ?? '', key, expected);
    if (protectedHeader.x5t === Buffer.from(credentials.thumbprint, 'hex').toString('base64url')) return null;
  } catch {
    // Every way of being wrong is one refusal.
  }
  return 'AADSTS700027: the certificate that signed the client assertion is not registered.';
}

function noSuchTenant(res: Response, tenant: string): void {
  refuse(res, 400, 'invalid_tenant', `AADSTS90002: tenant '${tenant.slice(0, 64)}' not found.`);
}

function refuse(res: Response, status: number, error: string, words: string): void {
  res.status(status).json({ error, error_description: words, timestamp: new Date().toISOString() });
}
