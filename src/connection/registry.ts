/**
 * The registry: the only way to change a connection. Every change is one transaction:
 * lock, decide (pure), write, leave a line in the audit trail.
 */
import { randomBytes } from 'node:crypto';
import { validate as isUuid } from 'uuid';
import {
  ADDED,
  INSISTED,
  VERB_WORDS,
  changeWords,
  newSecretWords,
  stateChange,
} from '../cards/words/manager/audit/connections';
import {
  type AuditChange,
  type BotRegistration,
  type ConnectionChange,
  type ConnectionKind,
  hasField,
} from '../contract/api';
import type { NewConnection, RotateBody } from '../contract/api';
import { passAllDeferred } from '../arrival/deferred';
import { AppError, badField } from '../base/errors';
import { visibleName } from '../base/names';
import { LIMITS } from '../contract/fields';
import type { Identity } from '../domain/escalation';
import { requireManager } from '../domain/policy';
import type { Channels } from '../escalation/channels';
import { appendAudit } from '../escalation/audit/append';
import {
  type ConnectionListing,
  connectionListing,
  listConnections,
  openEscalationsOfConnection,
  testOutdated,
} from '../store/connectionHealth';
import {
  type ConnectionRow,
  changeBot,
  changeConnection,
  changeDirectLine,
  createConnection,
  lockConnection,
  lockRegistry,
  rotateSecret,
  wipeConnection,
} from '../store/connections';
import type { Db, Tx } from '../store/postgres/db';
import { findQueue } from '../store/queues';
import { type ConnectionVerb, decide } from './states';

export interface WithSecret {
  connection: ConnectionListing;
  /** What a REST bot's calls and the desk's webhooks are signed with; told once, here. */
  signingSecret: string | null;
}

export interface ConnectionsOptions {
  channels: Channels;
  secretsKey: Buffer;
  /** The desk's own Teams bot. */
  deskAppId: string;
  /** Why an address is not called, in words; null when it may be. */
  refusesUrl(address: string): string | null;
}

const SIGNING_SECRET_BYTES = 32;
const HOUR_MS = 3_600_000;

export class Connections {
  constructor(
    private readonly db: Db,
    private readonly options: ConnectionsOptions,
  ) {}

  async list(who: Identity): Promise<ConnectionListing[]> {
    return listConnections(this.db.q, who.tenantId, new Date());
  }

  async one(who: Identity, id: string): Promise<ConnectionListing> {
    const row = await connectionListing(this.db.q, id, new Date());
    if (row?.tenant_id !== who.tenantId || row.state === 'removed') throw nothing();
    return row;
  }

  async add(who: Identity, wanted: NewConnection): Promise<WithSecret> {
    requireManager(who, 'change connections');
    this.checkAddresses(wanted);
    if ('bot' in wanted && wanted.bot) this.checkBot(wanted.bot);
    const signingSecret = this.makesSecret(wanted) ? newSigningSecret() : null;
    const id = await this.db.transaction(async (tx) => {
      if (wanted.queueId) await this.queueName(tx, who, wanted.queueId);
      const row = await createConnection(tx.q, this.options.secretsKey, who.tenantId, {
        ...wanted,
        name: nameOf(wanted.name),
        ...(signingSecret && { signingSecret }),
      });
      await auditConnection(tx, who, row, 'added', ADDED(row));
      return row.id;
    });
    return { connection: await this.one(who, id), signingSecret };
  }

  async change(who: Identity, id: string, asked: ConnectionChange): Promise<ConnectionListing> {
    const change = asked.name === undefined ? asked : { ...asked, name: nameOf(asked.name) };
    this.checkAddresses(change);
    if (change.bot) this.checkBot(change.bot);
    await this.locked(who, id, async (tx, row) => {
      refuseForeignFields(row, change);
      const { q } = tx;
      const queue = change.queueId ? await this.queueName(tx, who, change.queueId) : null;
      await changeConnection(q, id, change);
      if (change.directLine) await changeDirectLine(q, this.options.secretsKey, id, change.directLine);
      if (change.bot !== undefined) await changeBot(q, this.options.secretsKey, id, change.bot);
      const isElsewhere =
        change.directLine !== undefined || change.callbackUrl !== undefined || change.callerAppId !== undefined;
      if (isElsewhere) await testOutdated(q, id);
      const before = row.queue_id && ((await findQueue(q, row.queue_id))?.name ?? null);
      for (const { summary, change: one } of changeWords(row, change, { before, after: queue })) {
        await auditConnection(tx, who, row, 'changed', summary, [one]);
      }
    });
    return this.one(who, id);
  }

  /** Goes to another state, or says why not. */
  async turn(who: Identity, id: string, verb: ConnectionVerb, options: { insist?: boolean } = {}): Promise<void> {
    await this.locked(who, id, async (tx, row) => {
      const openEscalations = await openEscalationsOfConnection(tx.q, id);
      const decision = decide({ state: row.state, testPassed: row.test_passed, openEscalations }, verb, options);
      if (decision.kind === 'same') return;
      if (decision.kind === 'refused') throw new AppError(decision.refusal.code, decision.refusal.words);
      if (decision.state === 'live') await this.refuseSecondVoice(tx, row);
      if (decision.state === 'removed') await wipeConnection(tx.q, id, new Date());
      else await changeConnection(tx.q, id, { state: decision.state });
      const words = decision.insisted ? INSISTED : VERB_WORDS[verb];
      await auditConnection(tx, who, row, verb, words(row), [stateChange(row.state, decision.state)]);
    });
    // Another process, or one that stops here, leaves it to the sweep.
    if (verb === 'live' || verb === 'drain') await passAllDeferred(this.db, id);
  }

  async rotate(who: Identity, id: string, body: RotateBody): Promise<WithSecret> {
    const signingSecret = await this.locked(who, id, async (tx, row) => {
      const made = this.makesSecret(row) ? newSigningSecret() : null;
      const secret = made ?? this.pastedSecret(row, body);
      const previousUntil = made && body.graceHours > 0 ? new Date(Date.now() + body.graceHours * HOUR_MS) : null;
      const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null;
      await rotateSecret(tx.q, this.options.secretsKey, id, { secret, expiresAt, previousUntil });
      if (made === null) await testOutdated(tx.q, id);
      await auditConnection(tx, who, row, 'rotated', newSecretWords(row.name, previousUntil && body.graceHours));
      return made;
    });
    return { connection: await this.one(who, id), signingSecret };
  }

  /** The connection's row is the asker's alone until the work is done. */
  async locked<T>(who: Identity, id: string, work: (tx: Tx, row: ConnectionRow) => Promise<T>): Promise<T> {
    requireManager(who, 'change connections');
    return this.db.transaction(async (tx) => {
      await lockRegistry(tx.q, who.tenantId);
      const row = await lockConnection(tx.q, id);
      if (row?.tenant_id !== who.tenantId || row.state === 'removed') throw nothing();
      return work(tx, row);
    });
  }

  private makesSecret(of: { kind: ConnectionKind }): boolean {
    return this.options.channels.of(of).secret === 'made';
  }

  private pastedSecret(row: ConnectionRow, { secret }: RotateBody): string {
    if (this.options.channels.of(row).secret === 'none') {
      throw new AppError('bad_request', 'This bot proves itself with its own tokens; there is no secret here.');
    }
    if (row.secret === null) {
      throw new AppError('bad_request', 'This agent is reached by its token endpoint; there is no secret to rotate.');
    }
    if (!secret) throw badField('secret', 'Paste the new Direct Line secret.');
    return secret;
  }

  private checkAddresses(options: NewConnection | ConnectionChange): void {
    const { tokenEndpoint, domain } = ('directLine' in options && options.directLine) || {};
    const callbackUrl = 'callbackUrl' in options ? options.callbackUrl : null;
    for (const [path, address] of Object.entries({
      'directLine.tokenEndpoint': tokenEndpoint,
      'directLine.domain': domain,
      callbackUrl,
    })) {
      const refusal = address ? this.options.refusesUrl(address) : null;
      if (refusal !== null) throw badField(path, refusal);
    }
  }

  private checkBot(bot: BotRegistration): void {
    if (bot.appId.toLowerCase() !== this.options.deskAppId.toLowerCase()) return;
    throw badField('bot.appId', 'This is the desk’s own Teams bot. Leave the registration out to speak through it.');
  }

  private async queueName(tx: Tx, who: Identity, id: string): Promise<string> {
    const queue = isUuid(id) ? await findQueue(tx.q, id) : null;
    if (queue?.tenantId !== who.tenantId) throw badField('queueId', 'There is no such queue.');
    return queue.name;
  }

  /** Customers of one Teams bot hear one connection. */
  private async refuseSecondVoice(tx: Tx, row: ConnectionRow): Promise<void> {
    if (!this.options.channels.of(row).answersTeamsBot) return;
    const others = await listConnections(tx.q, row.tenant_id, new Date());
    const live = others.find(
      (other) =>
        other.id !== row.id &&
        other.state === 'live' &&
        this.options.channels.of(other).answersTeamsBot &&
        other.bot_app_id === row.bot_app_id,
    );
    if (live)
      throw new AppError(
        'in_use',
        `“${live.name}” already answers this Teams bot. Pause it or stop its new requests first.`,
      );
  }
}

const nothing = () => new AppError('not_found', 'There is no such connection, or it was removed.');

function refuseForeignFields({ kind }: ConnectionRow, change: ConnectionChange): void {
  if ((change.directLine && !hasField(kind, 'directLine')) || (change.bot && !hasField(kind, 'bot'))) {
    throw badField(change.directLine ? 'directLine' : 'bot', 'Only Copilot Studio agents have this.');
  }
  if (change.callbackUrl && !hasField(kind, 'callbackUrl'))
    throw badField('callbackUrl', 'Only REST bots have a callback URL.');
  if (change.callerAppId && !hasField(kind, 'callerAppId'))
    throw badField('callerAppId', 'Only Copilot Studio agents in Teams have this.');
}

export async function auditConnection(
  tx: Tx,
  who: Identity,
  row: ConnectionRow,
  verb: string,
  summary: string,
  changes: AuditChange[] = [],
): Promise<void> {
  await appendAudit(tx.q, {
    tenantId: row.tenant_id,
    actor: who,
    subject: { kind: 'connection', id: row.id, name: row.name },
    verb,
    summary,
    changes,
  });
}

function newSigningSecret(): string {
  return randomBytes(SIGNING_SECRET_BYTES).toString('base64url');
}

/** The name is shown to customers and on cards. */
function nameOf(name: string): string {
  const visible = visibleName(name, LIMITS.name);
  if (visible === null) throw badField('name', 'Give it a name people can see.');
  return visible;
}
