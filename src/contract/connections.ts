/** The registry's part of the contract: the bots that may hand over, and how they are. */
import { z } from 'zod';
import { LIMITS, httpUrl, id, text, time } from './fields';
import { BotType } from './kinds';

/** Who speaks with the customer, and so how a handoff arrives and answers return. */
export const ConnectionKind = z.enum(['copilotStudio', 'copilotStudioTeams', 'botFramework', 'rest']);
export type ConnectionKind = z.infer<typeof ConnectionKind>;

export const ConnectionState = z.enum(['draft', 'live', 'paused', 'draining', 'removed']);
export type ConnectionState = z.infer<typeof ConnectionState>;

/** One thing a test tried. */
export const TestStep = z.object({
  name: z.string(),
  title: z.string(),
  state: z.enum(['running', 'ok', 'failed']),
  /** What came back. */
  detail: z.string().nullable(),
  /** What to do about a failure. */
  remedy: z.string().nullable(),
});
export type TestStep = z.infer<typeof TestStep>;

export const TestReport = z.object({
  state: z.enum(['running', 'passed', 'failed']),
  startedAt: time,
  endedAt: time.nullable(),
  /** Who asked for it. */
  by: z.string(),
  steps: z.array(TestStep),
  /** Of a test with a handoff. */
  escalation: z.object({ id, number: z.number().int() }).nullable(),
});
export type TestReport = z.infer<typeof TestReport>;

/** A key an agent in Teams calls the desk with; the key itself is told once, when it is made. */
const ConnectionKey = z.object({
  id,
  /** How it ends, by which people tell keys apart. */
  hint: z.string(),
  createdAt: time,
  /** Who made it. */
  createdBy: z.string(),
  /** Until when it is good, once another took its place; null: until it is revoked. */
  until: time.nullable(),
  lastUsedAt: time.nullable(),
});
export type ConnectionKey = z.infer<typeof ConnectionKey>;

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
  /** Of Copilot Studio agents in Teams. */
  agent: z
    .object({
      /** The Entra app it calls as a connected agent with; null: it does not. */
      callerAppId: z.string().nullable(),
      /** Those that are good now, oldest first. */
      keys: z.array(ConnectionKey),
    })
    .nullable(),
  /** Until when a REST bot may still sign with the secret before the last rotation. */
  previousSecretUntil: time.nullable(),
  health: z.object({
    lastContactAt: time.nullable(),
    lastError: z.string().nullable(),
    lastErrorAt: time.nullable(),
    /** Calls to the bot that failed in the last 24 hours. */
    faultsLastDay: z.number().int(),
    openEscalations: z.number().int(),
    /** When the first of its secrets and certificates ends, as far as the desk was told. */
    expiresAt: time.nullable(),
    /** Set from 30 days before that. */
    expiryWarning: z.string().nullable(),
    /** What else a manager should do something about, a sentence each. */
    warnings: z.array(z.string()),
  }),
  /** The latest test; null: never tested, or changed since. */
  test: TestReport.nullable(),
  /** What its state allows now. Going live may still want a passed test. */
  can: z.object({
    live: z.boolean(),
    pause: z.boolean(),
    drain: z.boolean(),
    rotate: z.boolean(),
    remove: z.boolean(),
  }),
});
export type Connection = z.infer<typeof Connection>;

export const ConnectionWithSecret = Connection.extend({
  /** Signs a REST bot's calls and the desk's webhooks; told in this answer and never again. */
  signingSecret: z.string().nullable(),
});
export type ConnectionWithSecret = z.infer<typeof ConnectionWithSecret>;

const instant = z.iso.datetime({ offset: true });

/** How a Teams bot of its own proves who it is. */
export const BotRegistration = z
  .object({
    appId: z.guid().toLowerCase(),
    type: BotType.default('SingleTenant'),
    tenantId: z.guid().nullish(),
    password: z.string().min(1).max(4_000).nullish(),
    certificate: z
      .object({ thumbprint: z.string().regex(/^[0-9A-Fa-f]{40}$/), privateKey: z.string().min(1).max(20_000) })
      .nullish(),
    /** When the password or certificate ends, so that the desk can warn in time. */
    expiresAt: instant.nullish(),
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

const secret = z.string().trim().min(1).max(4_000);

const DirectLineAccess = z
  .object({
    tokenEndpoint: httpUrl.nullish(),
    secret: secret.nullish(),
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
  z.object({
    ...named,
    kind: z.literal('copilotStudioTeams'),
    appId: text(LIMITS.name),
    callerAppId: z.guid().toLowerCase().nullish(),
  }),
  z.object({ ...named, kind: z.literal('botFramework'), appId: z.guid().toLowerCase() }),
  z.object({ ...named, kind: z.literal('rest'), appId: text(LIMITS.name), callbackUrl: httpUrl.nullish() }),
]);
export type NewConnection = z.infer<typeof NewConnection>;

/** Whether one says this of a connection of this kind. */
export function hasField(kind: ConnectionKind, field: 'directLine' | 'bot' | 'callbackUrl' | 'callerAppId'): boolean {
  return NewConnection.options.some(({ shape }) => shape.kind.value === kind && field in shape);
}

/** What is left out stays as it is. */
export const ConnectionChange = z.object({
  name: text(LIMITS.name).optional(),
  /** Null: the desk's default queue. */
  queueId: id.nullable().optional(),
  /** A token endpoint takes the place of a secret, and the other way round. */
  directLine: z
    .object({ tokenEndpoint: httpUrl.nullish(), secret: secret.nullish(), domain: httpUrl.nullable().optional() })
    .refine((d) => !(d.tokenEndpoint && d.secret), { message: 'Give either a token endpoint or a Direct Line secret.' })
    .optional(),
  /** Null: it speaks through the desk's own Teams bot again. */
  bot: BotRegistration.nullable().optional(),
  callbackUrl: httpUrl.nullable().optional(),
  /** The Entra app a Copilot Studio agent in Teams calls as a connected agent with; null: it does not. */
  callerAppId: z.guid().toLowerCase().nullable().optional(),
});
export type ConnectionChange = z.infer<typeof ConnectionChange>;

export const TestBody = z.object({
  /** Also hand over, which opens an escalation marked as a test. Copilot Studio agents only. */
  handoff: z.boolean().default(false),
  /** What makes the bot hand over. */
  phrase: text(500).default('speak to agent'),
});
export type TestBody = z.infer<typeof TestBody>;

export const LiveBody = z.object({
  /** Goes live without a passed test. The audit trail remembers. */
  insist: z.boolean().default(false),
});

export const RotateBody = z.object({
  /** The new Direct Line secret of a Copilot Studio agent. A REST bot's is made by the desk. */
  secret: secret.nullish(),
  /** When the new secret ends, so that the desk can warn in time. */
  expiresAt: instant.nullish(),
  /** How long a REST bot's old secret is still good. */
  graceHours: z.number().int().min(0).max(168).default(24),
});
export type RotateBody = z.infer<typeof RotateBody>;

export const NewKey = z.object({
  /** The key it takes the place of. */
  replaces: id.nullish(),
  /** How long that one is still good. */
  graceHours: z.number().int().min(0).max(168).default(24),
});
export type NewKey = z.infer<typeof NewKey>;

export const ConnectionWithKey = Connection.extend({
  /** What the agent calls with; told in this answer and never again. */
  key: z.string(),
});
export type ConnectionWithKey = z.infer<typeof ConnectionWithKey>;
