/**
 * Bots that call the desk as their skill. `POST /api/messages` is shared with Teams: calls with an app's Entra token
 * are taken here, everything else goes on to Teams. Authenticated first, parsed afterwards, acknowledged when stored.
 */
import { NOBODY_TO_TAKE_OVER } from '../../cards/words/customer/chat';
import { createHash, randomUUID } from 'node:crypto';
import express, { type Handler, type Request, type Response } from 'express';
import type { CallerCheck } from '../../domain/policy';
import type { Config } from '../../config/config';
import type { BotInbox } from '../../arrival/botInbox';
import { reportChats } from '../../arrival/botReports';
import type { SkillAddress } from '../../domain/message';
import { AppError } from '../../base/errors';
import type { Availabilities } from '../../escalation/availability';
import { availabilityFor } from '../availabilityFor';
import type { Files } from '../../delivery/files';
import type { Log } from '../../base/log';
import { problemOf } from '../../base/problem';
import { sendProblem } from '../../base/sendProblem';
import { type ConnectionRow, callersConnection, connectionOfConnectedAgent } from '../../store/connections';
import type { Db, Reader } from '../../store/postgres/db';
import { ConnectionHealth } from '../../connection/health';
import { outboundUrl } from '../../base/outbound/url';
import { isConnectedTurn } from '../agents/connected/connectedTurn';
import { readBody, wrongField } from '../rest/restBody';
import { type SkillCall, readSkillCall, SKILL_LIMITS } from './skillCall';
import { skillManifest } from './skillManifest';
import { NOTHING_OPEN, refusalActivities, type SkillActivity } from './skillNews';
import { SkillSender } from './skillSender';

export interface SkillOptions {
  db: Db;
  config: Pick<Config, 'mode' | 'publicUrl' | 'allowLoopback' | 'bot'>;
  inbox: BotInbox;
  availabilities: Availabilities;
  callers: CallerCheck;
  tokenFor(audience: string): Promise<string>;
  files: Files;
  log: Log;
  maxAttempts?: number;
}

export interface Skill {
  /** `POST /api/messages`, before Teams' own endpoint. */
  messages: Handler;
  /** `GET /api/handoffs/availability`, for those who call with an app's token. */
  availability: Handler;
  /** `GET /api/skill/manifest.json` */
  manifest: Handler;
  sender: SkillSender;
}

export function createSkill(options: SkillOptions): Skill {
  const health = new ConnectionHealth(options.db, options.log);
  const intake = new SkillIntake(options, health);
  const manifest = skillManifest({ publicUrl: options.config.publicUrl, appId: options.config.bot.appId });
  return {
    messages: intake.listener(),
    availability: intake.availability(),
    manifest: (_req, res) => void res.set('cache-control', 'public, max-age=300').json(manifest),
    sender: new SkillSender({ ...options, allowLoopback: options.config.allowLoopback, health }),
  };
}

/** A call by a registered bot. */
interface Called {
  connection: ConnectionRow;
  address: SkillAddress;
  call: SkillCall;
}

/** Asking hands nobody over, so a connected agent's app may, too. */
const parentOrAgent = async (q: Reader, appId: string): Promise<ConnectionRow | null> =>
  (await callersConnection(q, appId)) ?? connectionOfConnectedAgent(q, appId);

class SkillIntake {
  constructor(
    private readonly options: SkillOptions,
    private readonly health: ConnectionHealth,
  ) {}

  listener(): Handler {
    const readRaw = express.raw({ type: () => true, limit: SKILL_LIMITS.bodyBytes });
    return (req, res, next) => {
      if (req.method !== 'POST' || !this.options.callers.concerns(req.headers.authorization)) return next();
      this.caller(req)
        .then(async (connection) => {
          await new Promise<void>((read, failed) =>
            readRaw(req, res, (error) => (error ? failed(error as Error) : read())),
          );
          res.json(await this.take(connection, Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)));
        })
        .catch((error: unknown) => this.refuse(res, error));
    };
  }

  availability(): Handler {
    return (req, res, next) => {
      if (!this.options.callers.concerns(req.headers.authorization)) return next();
      this.caller(req, parentOrAgent)
        .then(async (connection) =>
          res
            .set('cache-control', 'no-store')
            .json(await availabilityFor(this.options.availabilities, connection, req.query)),
        )
        .catch((error: unknown) => this.refuse(res, error));
    };
  }

  /** Before a byte of the body is read: what strangers send costs nothing. */
  private async caller(req: Request, connectionOf = callersConnection): Promise<ConnectionRow> {
    const { appId } = await this.options.callers.authenticate(req.headers.authorization);
    const connection = await connectionOf(this.options.db.q, appId);
    if (connection) return connection;
    throw new AppError(
      'forbidden',
      `The app ID ${appId} is not registered here. A manager adds it under Settings in the tab: as a Bot Framework bot, or as the calling app of a Copilot Studio agent in Teams.`,
    );
  }

  /** The body of the answer: what the caller wants to hear at once, if that is what it wants. */
  private async take(connection: ConnectionRow, raw: Buffer): Promise<object> {
    const body = readBody(raw);
    if (isConnectedTurn(body)) {
      throw new AppError(
        'forbidden',
        'This is a call of a connected agent of Copilot Studio, and this app ID is registered for a skill’s parent. A manager adds it as the calling app of a Copilot Studio agent in Teams.',
      );
    }
    const call = readSkillCall(body);
    const address: SkillAddress = {
      channel: 'skill',
      serviceUrl: this.checked(call.serviceUrl),
      conversationId: call.conversationId,
      replyToId: call.activityId,
      botAppId: this.options.config.bot.appId,
      callerAppId: connection.app_id.toLowerCase(),
      customerChannelId: call.channelId,
    };
    this.health.succeeded(connection.id);
    const answer = await this.act({ connection, address, call });
    return call.expectsReplies ? { activities: answer } : {};
  }

  private async act({ connection, address, call }: Called): Promise<SkillActivity[]> {
    const { inbox } = this.options;
    const { externalId, asks } = call;
    const chat = { connectionId: connection.id, externalId };
    const key = keyOf(connection, call);
    switch (asks.kind) {
      case 'handoff': {
        const { customer } = call;
        const once = { key, digest: createHash('sha256').update(key).digest() };
        const accepted = await inbox.handedOff({
          ...chat,
          customer,
          address,
          handoff: asks.handoff,
          ...(call.activityId && { once }),
        });
        return accepted.ok
          ? []
          : this.turnBack({ connection, address, call }, refusalActivities(NOBODY_TO_TAKE_OVER), false);
      }
      case 'message': {
        const now = new Date();
        const sentAt = asks.sentAt && asks.sentAt < now ? asks.sentAt : now;
        const { text, attachments, extras } = asks.content;
        const messageId = call.activityId;
        const words = { messageId, text, attachments, extras, sentAt };
        const heard = await inbox.forwarded({ ...chat, key, ...words, address });
        return heard === 'noEscalation' ? this.turnBack({ connection, address, call }, [NOTHING_OPEN], true) : [];
      }
      case 'edited': {
        const { messageId, content, at } = asks;
        const { text, attachments } = content;
        const change = { kind: 'edited' as const, text, attachments };
        const known = await inbox.changed({ ...chat, key, messageId, change, at: at ?? new Date() });
        // Words that were never heard before are said now.
        if (known !== 'unknown') return [];
        const words = { messageId, text: content.text, attachments: content.attachments, extras: content.extras };
        await inbox.forwarded({ ...chat, key: `${key} said`, ...words, sentAt: at ?? new Date(), address });
        return [];
      }
      case 'deleted':
        await inbox.changed({
          ...chat,
          key,
          messageId: asks.messageId,
          change: { kind: 'deleted' },
          at: asks.at ?? new Date(),
        });
        return [];
      case 'rated':
        await inbox.rated({ ...chat, key, ...asks.answer });
        return this.turnBack({ connection, address, call }, [NOTHING_OPEN], true);
      case 'typing':
        await inbox.typed(chat);
        return [];
      case 'withdraw': {
        const heard = await inbox.withdrawn({ ...chat, reason: asks.reason, address });
        return heard === 'noEscalation' ? this.turnBack({ connection, address, call }, [NOTHING_OPEN], true) : [];
      }
      case 'ended':
        await inbox.withdrawn({ ...chat, reason: asks.reason, address: { ...address, ended: true } });
        return [];
      case 'report':
        await reportChats(this.options.db, connection.id, asks.report, new Date());
        return [];
      case 'service':
        this.options.log.debug('skill.service_activity', { connectionId: connection.id, what: asks.what });
        return [];
    }
  }

  /** The parent gets its customer back: in this answer if it waits for one, else by its callback. */
  private async turnBack(
    { connection, address, call }: Called,
    answer: SkillActivity[],
    unlessEnding: boolean,
  ): Promise<SkillActivity[]> {
    if (call.expectsReplies) return answer;
    const key = `${keyOf(connection, call)} back`;
    await this.options.inbox.unheard({
      key,
      connectionId: connection.id,
      externalId: call.externalId,
      address,
      answer,
      unlessEnding,
    });
    return [];
  }

  private checked(serviceUrl: string): string {
    const { mode, publicUrl, allowLoopback } = this.options.config;
    let url: URL;
    try {
      url = outboundUrl(serviceUrl, { allowLoopback });
    } catch (error) {
      throw wrongField('serviceUrl', (error as Error).message);
    }
    const isSandbox = mode === 'sandbox' && url.pathname.startsWith('/sandbox/');
    if (url.origin === publicUrl && !isSandbox) throw wrongField('serviceUrl', 'This is the desk itself.');
    if (url.search || url.hash) throw wrongField('serviceUrl', 'Give an address without a query.');
    return url.href;
  }

  private refuse(res: Response, error: unknown): void {
    const problem = problemOf(error);
    if (problem.code === 'internal') this.options.log.error('skill.request_failed', { err: error });
    else this.options.log.warn('skill.request_refused', { code: problem.code, detail: problem.detail });
    if (!res.headersSent) sendProblem(res, problem);
  }
}

/** The same arrival has the same key; one without an id cannot be told from another. */
function keyOf(connection: ConnectionRow, { conversationId, externalId, activityId, type, asks }: SkillCall): string {
  // Each edit names the same message.
  const words = asks.kind === 'edited' ? [asks.at?.getTime() ?? '', asks.content.text] : [];
  const name = [externalId, conversationId, type, asks.kind, activityId ?? randomUUID(), ...words].join('\n');
  return `skill:${connection.id}:${createHash('sha256').update(name).digest('hex')}`;
}
