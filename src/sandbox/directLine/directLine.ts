/** A stand-in for Direct Line 3.0 with a sample bot behind it: REST, tokens, and a WebSocket stream. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Log } from '../../base/log';
import type { Faults } from '../state/contract';
import { type Conversation, Conversations } from './directLineConversations';
import { DirectLineStreams } from './directLineStreams';
import type { SampleBot } from './sampleBot';
import { readUpload, type UploadedFile } from './uploads';

export interface DirectLineStandIn {
  router: Router;
  /** True when the path was a stream of ours. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): void;
}

export interface DirectLineStandInOptions {
  /** Where the router is reachable, without a slash, e.g. http://127.0.0.1:3978/sandbox/directline */
  baseUrl: string;
  secret: string;
  bot: SampleBot;
  faults: () => Faults;
  log?: Log;
  /** How long tokens live; 1,800 as in Direct Line. */
  tokenSeconds?: number;
  /** How long the bot seems to think. */
  thinkMs?: number;
  keepAliveMs?: number;
}

const PAGE = 50;
const MOST_FILES = 100;

export function createDirectLine(options: DirectLineStandInOptions): DirectLineStandIn {
  const tokenSeconds = options.tokenSeconds ?? 1_800;
  const conversations = new Conversations();
  const files = new Map<string, UploadedFile>();
  const streams = new DirectLineStreams(conversations, options);
  const router = express.Router();
  router.post(
    '/v3/directline/conversations/:id/upload',
    express.raw({ type: 'multipart/form-data', limit: '5mb' }),
    async (req, res) => {
      const uploaded = await readUpload(req);
      if (!uploaded) return refuse(res, 400, 'BadArgument', 'An upload has an activity or a file');
      take(req, res, { ...uploaded.activity, attachments: uploaded.files.map(keepFile) });
    },
  );
  router.get('/files/:id', (req, res) => {
    const file = files.get(req.params.id);
    if (file) res.type(file.contentType).send(file.bytes);
    else refuse(res, 404, 'BadArgument', 'The file is gone');
  });
  router.use(express.json({ limit: '1mb', type: () => true }));
  router.use((req, res, next) => misbehave(options.faults(), req, res, next));

  // Copilot Studio's token endpoint and its neighbour, at the short address and at the real path.
  const studio = '/powervirtualagents/botsbyschema/:schema/directline';
  router.get(['/token', `${studio}/token`], (_req, res) => {
    const { id } = conversations.create();
    res.json({ token: conversations.grant(id, null, tokenSeconds), expires_in: tokenSeconds, conversationId: id });
  });
  router.get(['/regionalchannelsettings', '/powervirtualagents/regionalchannelsettings'], (_req, res) => {
    res.json({ channelUrlsById: { directline: `${options.baseUrl}/` } });
  });

  router.post('/v3/directline/tokens/generate', (req, res) => {
    if (bearer(req) !== options.secret) return refuse(res, 403, 'BadArgument', 'Invalid token or secret');
    const { id } = conversations.create();
    const token = conversations.grant(id, userIdOf(req.body), tokenSeconds);
    res.json({ conversationId: id, token, expires_in: tokenSeconds });
  });

  router.post('/v3/directline/tokens/refresh', (req, res) => {
    const allowed = authorize(req, res);
    if (!allowed) return;
    const { conversation, userId } = allowed;
    const token = conversations.grant(conversation.id, userId, tokenSeconds);
    res.json({ conversationId: conversation.id, token, expires_in: tokenSeconds });
  });

  router.post('/v3/directline/conversations', (req, res) => {
    if (bearer(req) === options.secret) return begin(res, conversations.create(), bearer(req));
    const allowed = authorize(req, res);
    if (allowed) begin(res, allowed.conversation, bearer(req));
  });

  router.get('/v3/directline/conversations/:id', (req, res) => {
    const allowed = authorize(req, res);
    if (!allowed) return;
    const { conversation } = allowed;
    const from = req.query.watermark === undefined ? conversation.activities.length : positionOf(req.query.watermark);
    const streamUrl = streams.url(conversation, from);
    res.json({ conversationId: conversation.id, token: bearer(req), streamUrl, referenceGrammarId: null });
  });

  router.get('/v3/directline/conversations/:id/activities', (req, res) => {
    const allowed = authorize(req, res);
    if (!allowed) return;
    const from = positionOf(req.query.watermark);
    const activities = allowed.conversation.activities.slice(from, from + PAGE);
    res.json({ activities, watermark: String(from + activities.length) });
  });

  router.post('/v3/directline/conversations/:id/activities', (req, res) =>
    take(req, res, req.body as Record<string, unknown> | undefined),
  );

  function keepFile({ name, contentType, bytes }: UploadedFile) {
    const id = randomUUID();
    files.set(id, { name, contentType, bytes });
    const [oldest] = files.keys();
    if (files.size > MOST_FILES && oldest !== undefined) files.delete(oldest);
    return { name, contentType, contentUrl: `${options.baseUrl}/files/${id}` };
  }

  function take(req: Request, res: Response, body: Record<string, unknown> | undefined): void {
    const allowed = authorize(req, res);
    if (!allowed) return;
    const { conversation, userId } = allowed;
    if (!conversation.started) return refuse(res, 502, 'BotError', 'The conversation was not started');
    if (typeof body?.type !== 'string') return refuse(res, 400, 'MissingProperty', 'An activity has a type');
    if (isPoison(options.faults(), body)) {
      return refuse(res, 502, 'BotError', 'Failed to send activity: bot returned an error');
    }
    const from = { ...(body.from as object), ...(userId && { id: userId }), role: 'user' };
    const activity = streams.append(conversation, { ...body, from });
    if (accepts(options.faults(), req, res)) res.json({ id: activity.id });
    streams.letBotAnswer(conversation, activity);
  }

  function begin(res: Response, conversation: Conversation, token: string): void {
    const status = conversation.started ? 200 : 201;
    conversation.started = true;
    const granted = token === options.secret ? conversations.grant(conversation.id, null, tokenSeconds) : token;
    const streamUrl = streams.url(conversation, conversation.activities.length);
    res.status(status).json({ conversationId: conversation.id, token: granted, expires_in: tokenSeconds, streamUrl });
  }

  /** Checks the token and that it belongs to the conversation in the path. */
  function authorize(req: Request, res: Response): { conversation: Conversation; userId: string | null } | null {
    if (!req.headers.authorization) {
      refuse(res, 401, 'MissingProperty', 'Missing authorization');
      return null;
    }
    const { id } = req.params;
    if (bearer(req) === options.secret && typeof id === 'string') return known(res, conversations.find(id), null);
    const token = conversations.token(bearer(req));
    if (!token || (id !== undefined && id !== token.conversationId)) {
      refuse(res, 403, 'BadArgument', 'Invalid token or secret');
      return null;
    }
    if (token.expires <= Date.now()) {
      refuse(res, 403, 'TokenExpired', 'Token has expired');
      return null;
    }
    return known(res, conversations.find(token.conversationId), token.userId);
  }

  return {
    router,
    upgrade: (req, socket, head) => streams.upgrade(req, socket, head),
    close: () => streams.close(),
  };
}

function known(res: Response, conversation: Conversation | undefined, userId: string | null) {
  if (conversation) return { conversation, userId };
  refuse(res, 404, 'BadArgument', 'Conversation not found');
  return null;
}

function refuse(res: Response, status: number, code: string, message: string): void {
  res.status(status).json({ error: { code, message } });
}

function bearer(req: Request): string {
  return /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
}

function userIdOf(body: unknown): string | null {
  const user = (body as { user?: { id?: unknown } } | undefined)?.user;
  return typeof user?.id === 'string' ? user.id : null;
}

function positionOf(watermark: unknown): number {
  const position = Number(watermark ?? 0);
  return Number.isInteger(position) && position > 0 ? position : 0;
}

/** Faults meant for one Teams conversation leave Direct Line alone. */
const affects = (faults: Faults) => faults.only === null || faults.only === 'directline';

const isPoison = (faults: Faults, { text }: Record<string, unknown>) =>
  affects(faults) && faults.poison !== null && text === faults.poison;

function misbehave(faults: Faults, req: Request, res: Response, next: NextFunction): void {
  if (!affects(faults)) return next();
  if (falls(faults.reset)) return void req.socket.destroy();
  if (falls(faults.badGateway)) return refuse(res, 502, 'BotError', 'The bot could not be reached');
  if (faults.delay > 0) setTimeout(next, faults.delay);
  else next();
}

/** False when the answer to something that did happen is lost on the way. */
function accepts(faults: Faults, req: Request, res: Response): boolean {
  if (!affects(faults)) return true;
  if (falls(faults.resetAfterAccepting)) {
    req.socket.destroy();
    return false;
  }
  if (falls(faults.badGatewayAfterAccepting)) {
    refuse(res, 502, 'BotError', 'The bot took too long');
    return false;
  }
  return true;
}

function falls(rate: number): boolean {
  return rate > 0 && Math.random() < rate;
}
