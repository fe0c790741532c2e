/**
 * Agents that have the desk as their connected agent. `POST /api/messages` is shared with skills and Teams: calls by the
 * app a connection names are taken here, and so are those of connected agents that carry no token, to be refused in words.
 */
import { createHash, randomUUID } from 'node:crypto';
import express, { type Handler, type Request, type Response } from 'express';
import type { BotInbox } from '../../../arrival/botInbox';
import type { ConnectedInbox, Turn } from '../../../arrival/connectedInbox';
import type { ConnectedLanes } from '../../../arrival/connectedLanes';
import { AppError } from '../../../base/errors';
import type { Log } from '../../../base/log';
import { problemOf } from '../../../base/problem';
import { sendProblem } from '../../../base/sendProblem';
import { NOBODY_TO_TAKE_OVER } from '../../../cards/words/customer/chat';
import type { Config } from '../../../config/config';
import type { ConnectionHealth } from '../../../connection/health';
import type { Files } from '../../../delivery/files';
import { isOpen } from '../../../domain/transitions';
import type { ConnectionRow } from '../../../store/connections';
import { findEscalation } from '../../../store/escalation/escalations';
import { findMessage } from '../../../store/messages';
import type { ConnectedItem } from '../../../store/outbox/turns';
import type { Db } from '../../../store/postgres/db';
import { seal } from '../../../store/seal';
import { readBody } from '../../rest/restBody';
import { type ConnectedActivity, END, placed, saidActivity } from './connectedActivities';
import type { ConnectedCallers } from './connectedCallers';
import type { ConnectedSender } from './connectedSender';
import { type ConnectedTurn, isConnectedTurn, readConnectedTurn, TURN_LIMITS } from './connectedTurn';

export interface ConnectedOptions {
  db: Db;
  log: Log;
  config: Config;
  callers: ConnectedCallers;
  inbox: ConnectedInbox;
  lanes: ConnectedLanes;
  botInbox: BotInbox;
  files: Files;
  health: ConnectionHealth;
  sender: ConnectedSender;
}

/** What Teams' own endpoint reads of a call before it looks at its token. */
const UNPROVEN_BYTES = '256kb';

export class ConnectedAgents {
  constructor(private readonly options: ConnectedOptions) {}

  /** `POST /api/messages`, before skills' and Teams' own. */
  messages(): Handler {
    const readRaw = express.raw({ type: () => true, limit: TURN_LIMITS.bodyBytes });
    const readJson = express.json({ limit: UNPROVEN_BYTES });
    return (req, res, next) => {
      const { authorization = '' } = req.headers;
      if (req.method !== 'POST') return next();
      if (authorization === '') {
        if (this.options.config.bot.anonymous) return next();
        // What cannot be read is refused by whoever comes next.
        return readJson(req, res, (error: unknown) => {
          if (error !== undefined || !isConnectedTurn(req.body)) return next();
          this.options.callers
            .withoutToken()
            .then((refusal) => this.refuse(res, refusal))
            .catch((failure: unknown) => this.refuse(res, failure));
        });
      }
      this.options.callers
        .caller(authorization)
        .then(async (connection) => {
          if (!connection) return next();
          await new Promise<void>((read, failed) =>
            readRaw(req, res, (error) => (error ? failed(error as Error) : read())),
          );
          await this.take(connection, req, res);
        })
        .catch((error: unknown) => this.refuse(res, error));
    };
  }

  private async take(connection: ConnectionRow, req: Request, res: Response): Promise<void> {
    const body = readBody(Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));
    if (!isConnectedTurn(body)) {
      this.options.callers.faulted(connection, 'noMarker');
      throw new AppError(
        'forbidden',
        'This app is registered for a connected agent of Copilot Studio, and this activity is none: recipient.role is not connectoruser.',
      );
    }
    const call = readConnectedTurn(body);
    this.options.callers.requireOwn(connection, call);
    this.options.health.succeeded(connection.id);
    await this.act(connection, call, res);
  }

  private async act(connection: ConnectionRow, call: ConnectedTurn, res: Response): Promise<void> {
    const { asks } = call;
    if (asks.kind === 'words' || asks.kind === 'handoff') return this.turn(this.turnOf(connection, call), call, res);
    const { lanes, botInbox, log } = this.options;
    const connectionId = connection.id;
    const known = await lanes.conversationOf({ connectionId, conversationId: call.conversationId });
    const chat = known && { connectionId, externalId: known.external_id };
    const key = keyOf(connection, call);
    const at = notLater(call.at);
    switch (asks.kind) {
      case 'edited': {
        const { messageId, content } = asks;
        const { text, attachments } = content;
        const change = { kind: 'edited' as const, text, attachments };
        const changed = chat ? await botInbox.changed({ ...chat, key, messageId, change, at }) : 'unknown';
        if (changed === 'unknown') {
          const handoff = { ...NO_HANDOFF, lastPhrase: text === '' ? null : text };
          const said = { ...call, asks: { kind: 'words' as const, content, handoff } };
          return this.turn({ ...this.turnOf(connection, said), key: `${key} said` }, call, res);
        }
        break;
      }
      case 'deleted':
        if (chat) await botInbox.changed({ ...chat, key, messageId: asks.messageId, change: { kind: 'deleted' }, at });
        break;
      case 'rated':
        if (chat) await botInbox.rated({ ...chat, key, ...asks.answer });
        break;
      case 'typing':
        if (chat) await botInbox.typed(chat);
        break;
      case 'ended':
        if (chat) await botInbox.withdrawn({ ...chat, reason: asks.reason });
        break;
      case 'service':
        log.debug('connected.service_activity', { connectionId, what: asks.what });
        break;
    }
    send(res, call.answers, []);
  }

  private turnOf(connection: ConnectionRow, call: ConnectedTurn): Turn {
    const { asks, conversationId, activityId, personId, tenantIds } = call;
    if (asks.kind !== 'words' && asks.kind !== 'handoff') throw new Error('No words, no turn.');
    const { secretsKey } = this.options.config;
    return {
      key: keyOf(connection, call),
      connectionId: connection.id,
      conversationId,
      customer: call.customer,
      address: {
        channel: 'connected',
        sealedUrl: seal(secretsKey, call.serviceUrl).toString('base64'),
        conversationId,
        tenantId: tenantIds[0] ?? connection.tenant_id,
        personId,
        replyToId: activityId,
        saidAt: call.at?.toISOString() ?? null,
      },
      messageId: activityId,
      words: asks.kind === 'words' ? asks.content : null,
      handoff: asks.handoff,
      sentAt: notLater(call.at),
      inAnswer: call.answers !== 'later',
    };
  }

  /** What waits for the customer goes with the answer, each once: it counts as delivered when the answer has left. */
  private async turn(turn: Turn, { answers, serviceUrl }: ConnectedTurn, res: Response): Promise<void> {
    const { inbox, lanes, sender } = this.options;
    const taken = await inbox.turn(turn);
    if (taken.result === 'duplicate') {
      const answer = answers === 'later' ? null : await lanes.answerTo(turn.key);
      const { messageIds = [], ends = false } = answer ?? {};
      const again = messageIds.map((messageId) => ({ type: 'message' as const, messageId }));
      return send(res, answers, await this.activitiesOf(again, turn, ends));
    }
    if (taken.result === 'refused') {
      const words: ConnectedActivity = { type: 'message', text: NOBODY_TO_TAKE_OVER, textFormat: 'plain' };
      send(res, answers, [words, END]);
      // Nothing is kept of somebody who is not taken over, so it is said once, or not at all.
      if (answers === 'later') await sender.sayOnce(serviceUrl, placed(words, turn.address));
      return;
    }
    if (answers === 'later') return send(res, answers, []);
    const waiting = taken.waiting.length > 0 ? taken.waiting : await lanes.patiently(turn);
    let activities: Record<string, unknown>[];
    try {
      const ends = taken.ends || (await this.hasEnded(waiting));
      const payloads = waiting.map(({ payload }) => payload);
      activities = await this.activitiesOf(payloads, turn, ends, taken.tells);
      if (await leaves(res, () => send(res, answers, activities))) await lanes.answered(turn, waiting, ends);
      else await lanes.unanswered(turn);
    } catch (error) {
      await lanes.unanswered(turn);
      throw error;
    }
  }

  private async hasEnded(items: readonly ConnectedItem[]): Promise<boolean> {
    for (const { payload } of items) {
      if (payload.type === 'end') return true;
      const escalation =
        payload.type === 'event' ? await findEscalation(this.options.db.q, payload.escalationId) : null;
      if (escalation && !isOpen(escalation.status)) return true;
    }
    return false;
  }

  private async activitiesOf(
    payloads: readonly ConnectedItem['payload'][],
    { address }: Turn,
    ends: boolean,
    tells: string | null = null,
  ): Promise<Record<string, unknown>[]> {
    const { db, files } = this.options;
    const activities: ConnectedActivity[] = [];
    for (const payload of payloads) {
      const message = payload.type === 'message' ? await findMessage(db.q, payload.messageId) : null;
      if (!message || message.note || message.deletedAt) continue;
      activities.push(saidActivity(message, await files.links.attachmentsOf(db.q, message)));
    }
    if (tells !== null) activities.push({ type: 'message', text: tells, textFormat: 'plain' });
    return [...activities, ...(ends ? [END] : [])].map((activity) => placed(activity, address));
  }

  private refuse(res: Response, error: unknown): void {
    const problem = problemOf(error);
    if (problem.code === 'internal') this.options.log.error('connected.request_failed', { err: error });
    else this.options.log.warn('connected.request_refused', { code: problem.code, detail: problem.detail });
    if (!res.headersSent) sendProblem(res, problem);
  }
}

const NO_HANDOFF = {
  topic: null,
  lastPhrase: null,
  agentMessage: null,
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};

function send(res: Response, answers: ConnectedTurn['answers'], activities: readonly Record<string, unknown>[]): void {
  if (answers === 'later') return void res.json({});
  if (answers === 'together') return void res.json({ activities });
  res.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  res.end(activities.map((activity) => `event: activity\r\ndata: ${JSON.stringify(activity)}\r\n\r\n`).join(''));
}

/** Whether the answer has left this machine; nobody may be there to hear it any more. */
async function leaves(res: Response, answer: () => void): Promise<boolean> {
  if (res.destroyed || res.closed) return false;
  const left = new Promise<boolean>((resolve) => {
    res.once('finish', () => resolve(true));
    res.once('close', () => resolve(false));
  });
  answer();
  return left;
}

/** Clocks differ: times in the future become now. */
function notLater(at: Date | null): Date {
  const now = new Date();
  return at && at < now ? at : now;
}

/** The same turn has the same key; one without an id cannot be told from another. */
function keyOf({ id }: ConnectionRow, { conversationId, type, activityId, asks, at }: ConnectedTurn): string {
  // Each edit names the same message.
  const words = asks.kind === 'edited' ? [at?.getTime() ?? '', asks.content.text] : [];
  const name = [conversationId, type, asks.kind, activityId ?? randomUUID(), ...words].join('\n');
  return `connected:${id}:${createHash('sha256').update(name).digest('hex')}`;
}
