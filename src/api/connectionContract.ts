/** The registry's part of the contract: the bots that may hand over, and how they are. */
import { z } from 'zod';
import { LIMITS, httpUrl, id, text, time } from './fields';

/** Who speaks with the customer, and so how a handoff arrives and answers return. */
export const ConnectionKind = z.enum(['copilotStudio', 'botFramework', 'rest']);
export type ConnectionKind = z.infer<typeof ConnectionKind>;

export const ConnectionState = z.enum(['draft', 'live', 'paused', 'draining', 'removed']);
export type ConnectionState = z.infer<typeof ConnectionState>;

export const BotType = z.enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI']);
export type BotType = z.infer<typeof BotType>;

export const Connection = z.object({
  id,
  name: z.string(),
  kind: ConnectionKind,
  /** Unique in the desk. For a Bot Framework bot it is the one its tokens name. */
  appId: z.string(),
  state: ConnectionState,
  /** Null: the desk's default queue. */
  queueId: z.string().nullable(),
  /** Of Copilot Studio agents. */
  directLine: z
    .object({
      tokenEndpoint: z.string().nullable(),
      /** Secrets are write-only; this says whether one is kept. */
      hasSecret: z.boolean(),
      domain: z.string().nullable(),
    })
    .nullable(),
  /** The Teams bot of its own a Copilot Studio agent speaks through; null: the desk's. */
  bot: z
    .object({ appId: z.string(), type: BotType, tenantId: z.string().nullable(), expiresAt: time.nullable() })
    .nullable(),
  /** Where a REST bot hears from the desk, unless a handoff names another place. */
  callbackUrl: z.string().nullable(),
  health: z.object({
    lastContactAt: time.nullable(),
    lastError: z.string().nullable(),
    lastErrorAt: time.nullable(),
  }),
});
export type Connection = z.infer<typeof Connection>;

export const AddedConnection = Connection.extend({
  /** Signs a REST bot's calls and the desk's webhooks; told in this answer and never again. */
  signingSecret: z.string().nullable(),
});
export type AddedConnection = z.infer<typeof AddedConnection>;

/** How a Teams bot of its own proves who it is. */
export const BotRegistration = z
  .object({
    appId: z.guid(),
    type: BotType.default('SingleTenant'),
    tenantId: z.guid().nullish(),
    password: z.string().min(1).max(4_000).nullish(),
    certificate: z
      .object({ thumbprint: z.string().regex(/^[0-9A-Fa-f]{40}$/), privateKey: z.string().min(1).max(20_000) })
      .nullish(),
    /** When the password or certificate ends, so that the desk can warn in time. */
    expiresAt: z.iso.datetime({ offset: true }).nullish(),
  })
  .refine((b) => b.type === 'MultiTenant' || Boolean(b.tenantId), {
    path: ['tenantId'],
    message: 'Give the tenant this bot is registered in.',
  })
  .refine((b) => (b.type === 'UserAssignedMSI') !== Boolean(b.password ?? b.certificate), {
    path: ['password'],
    message: 'Give a password or a certificate; a managed identity needs neither.',
  });
export type BotRegistration = z.infer<typeof BotRegistration>;

export const DirectLineAccess = z
  .object({
    tokenEndpoint: httpUrl.nullish(),
    secret: z.string().min(1).max(4_000).nullish(),
    domain: httpUrl.nullish(),
  })
  .refine((d) => Boolean(d.tokenEndpoint) !== Boolean(d.secret), {
    message: 'Give either a token endpoint or a Direct Line secret.',
  });

const named = { name: text(LIMITS.name), queueId: id.nullish() };
export const NewConnection = z.discriminatedUnion('kind', [
  z.object({
    ...named,
    kind: z.literal('copilotStudio'),
    appId: text(LIMITS.name),
    directLine: DirectLineAccess,
    bot: BotRegistration.nullish(),
  }),
  z.object({ ...named, kind: z.literal('botFramework'), appId: z.guid() }),
  z.object({ ...named, kind: z.literal('rest'), appId: text(LIMITS.name), callbackUrl: httpUrl.nullish() }),
]);
export type NewConnection = z.infer<typeof NewConnection>;
