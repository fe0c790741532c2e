/** Everything under `/api` that the tab may ask: headers, who is asking, how often, what, and what went wrong. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { isStaff, managesAll, type SignedIn, SignInRefused } from '../domain/policy';
import type { Config } from '../config/config';
import { AppError } from '../base/errors';
import { AGENT_ROUTES } from '../contract/agentCalls';
import { REST_ROUTES } from '../contract/restBots';
import { httpTimed } from '../base/telemetry';
import { agentFiguresRoutes } from './agentFigures';
import { agentRoutes } from './agents';
import { auditRoutes } from './audit';
import { cannedReplyRoutes } from './cannedReplies';
import { colleagueRoutes } from './colleagues';
import { compressedJson } from './compressed';
import { agentFileRoutes } from './agentFiles';
import { connectionPackageRoutes } from './connectionPackage';
import { connectionRoutes } from './connections';
import { draftRoutes } from './drafts';
import { erasureRoutes } from './erasure';
import { escalationRoutes } from './escalations';
import { holdWordsRoutes } from './holdWords';
import { exportRoutes } from './exports';
import { failureRoutes } from './failures';
import { figureRoutes } from './figures';
import { fileRoutes } from './files';
import { graphRoutes } from './graph';
import { historyViewRoutes } from './historyViews';
import { nowRoutes } from './now';
import { meRoutes } from './me';
import { managerRoutes } from './managers';
import { Memberships } from './memberships';
import { messageRoutes } from './messages';
import { openApiDocument } from './openapi';
import { isNamed } from '../escalation/identity';
import { answerProblems } from '../base/answerProblems';
import { queueRoutes } from './queues';
import { readingRoutes } from './reading';
import { ruleRoutes } from './rules';
import type { Ask, Asker, Route } from './route';
import type { AgentFigures } from '../escalation/agentFigures';
import { closing, sendStream } from './sendStream';
import type { Services } from './services';
import { statsRoutes } from './stats';
import { streamRoute } from './stream';
import { viewerRoutes } from './viewers';
import { Streams } from './streams';
import { wrapUpRoutes } from './wrapUp';

const BODY_LIMIT = '256kb';
const json = (limit: string): RequestHandler => express.json({ limit, reviver: withoutNul });
/** A person with a busy tab needs a tenth of it. */
const PER_MINUTE = 600;

/** A router with open streams behind it, fed once it is started; closing it ends them. */
export type Api = Router & { start(): void; close(): void };

/** The connection is gone already. */
const UNKNOWN_ADDRESS = 'unknown';

/** Set by `authenticate`, which every route below it comes after. */
const askerOf = (res: Response): Asker => res.locals['asker'] as Asker;

export function createApi(services: Services): Api {
  const { config, log, db, hints } = services;
  const streams = new Streams({ q: db.q, hints, log, agents: services.agents, viewers: services.viewers });
  const memberships = new Memberships(db, hints);
  const stream = streamRoute(streams);
  const routes = routesOf(services);
  const asAsker = askersOf(services, memberships);
  const served = (route: Route) => answer(route, services.agentFigures, asAsker);
  const document = openApiDocument(
    [...routes, stream, ...Object.values(REST_ROUTES), ...Object.values(AGENT_ROUTES)],
    config.publicUrl,
  );

  const router = express.Router();
  router.use(headers(config), httpTimed, compressedJson());
  router.get('/openapi.json', (_req, res) => void res.json(document));
  router.use(authenticate(services, asAsker), limit());
  router.get(stream.path, (req, res) => stream.open(askerOf(res), req, res));
  const uploads = routes.filter(({ upload }) => upload);
  // Before anything reads the body: a file may be JSON, too.
  for (const route of uploads) router[route.method](route.path, served(route));
  for (const { bodyLimit, method, path } of routes) if (bodyLimit) router[method](path, json(bodyLimit));
  router.use(json(BODY_LIMIT));
  for (const route of routes) router[route.method](route.path, served(route));
  router.use((req) => {
    throw new AppError('not_found', `There is no ${req.method} ${req.baseUrl}${req.path}.`);
  });
  router.use(answerProblems(log, { scheme: 'Bearer', failure: 'api.request_failed' }));
  const parts = [memberships, streams];
  return Object.assign(router, {
    start: () => parts.forEach((part) => part.start()),
    close: () => parts.forEach((part) => part.stop()),
  });
}

/** One list, served and described from the same place. */
export function routesOf(services: Services): Route[] {
  return [
    meRoutes,
    nowRoutes,
    escalationRoutes,
    holdWordsRoutes,
    historyViewRoutes,
    messageRoutes,
    readingRoutes,
    viewerRoutes,
    fileRoutes,
    draftRoutes,
    cannedReplyRoutes,
    queueRoutes,
    ruleRoutes,
    connectionRoutes,
    connectionPackageRoutes,
    agentFileRoutes,
    agentRoutes,
    colleagueRoutes,
    statsRoutes,
    figureRoutes,
    failureRoutes,
    exportRoutes,
    erasureRoutes,
    auditRoutes,
    wrapUpRoutes,
    managerRoutes,
    agentFiguresRoutes,
    graphRoutes,
  ].flatMap((make) => make(services));
}

function headers(config: Config): RequestHandler {
  const safe = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
  });
  return (req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    safe(req, res, next);
  };
}

function authenticate({ verify, audit }: Services, asAsker: AsAsker): RequestHandler {
  return async (req, res, next) => {
    const signedIn = await verify(req.headers.authorization).catch((error: unknown) => {
      if (error instanceof SignInRefused) audit.refused(error, req.ip ?? UNKNOWN_ADDRESS);
      throw error;
    });
    res.locals['asker'] = await asAsker(signedIn);
    next();
  };
}

/** Who somebody is by now: queues come and go while an answer is on its way. */
type AsAsker = (signedIn: SignedIn) => Promise<Asker>;

function askersOf({ config }: Services, memberships: Memberships): AsAsker {
  return async (signedIn) => {
    const { tenantId, id, name, manager } = signedIn;
    const { queueIds, boundTo } = await memberships.of(tenantId, id);
    const named = isNamed(config.managers, signedIn);
    const isBounded = manager && boundTo !== null && !named;
    return {
      tenantId,
      id,
      name,
      manager,
      queueIds,
      ...(isBounded && { boundTo }),
      signedIn,
      isNamed: named,
    };
  };
}

function limit(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // A stream is one request that lasts; how many a person may have is its own limit.
    skip: (req) => req.path === '/stream',
    keyGenerator: (_req, res) => `${askerOf(res).tenantId}:${askerOf(res).id}`,
    handler: (_req, _res, next) =>
      next(new AppError('too_many_requests', 'That is more than 600 requests in a minute. Wait a little.')),
  });
}

function answer(route: Route, agentFigures: AgentFigures, asAsker: AsAsker) {
  return async (req: Request, res: Response): Promise<void> => {
    const who = askerOf(res);
    if (route.only === 'managers' && !who.manager) throw new AppError('forbidden', 'Only managers may do this.');
    if (route.only === 'desk' && !managesAll(who)) {
      throw new AppError('forbidden', 'Only managers of the whole desk may do this.');
    }
    if (route.only === 'staff' && !isStaff(who)) {
      throw new AppError('forbidden', 'Only members of a queue’s team may do this.');
    }
    const query = route.query?.parse(cleanQuery(req.query));
    // Here and nowhere else: whatever answers figures of an agent says whose they are.
    if (route.whose) await agentFigures.require(who, route.whose(query));
    const closed = closing(res);
    const { status, body, file, stream } = await route.run({
      who,
      whoNow: () => asAsker(who.signedIn),
      params: req.params as Record<string, string>,
      query,
      body: route.body?.parse(req.body ?? {}),
      upload: uploadOf(req),
      signal: closed.signal,
    });
    if (stream) await sendStream(res, { status, stream }, closed);
    else if (file)
      res
        .attachment(file.name)
        .type(route.mediaType ?? 'application/octet-stream')
        .send(file.bytes);
    else if (body === undefined) res.status(status).end();
    else res.status(status).json(body);
  };
}

/** Whoever breaks off makes the reading fail. */
function uploadOf(req: Request): Ask<unknown, unknown>['upload'] {
  const length = Number(req.headers['content-length']);
  const claimed = /^[\w.+-]{1,60}\/[\w.+-]{1,100}/.exec(req.headers['content-type'] ?? '')?.[0].toLowerCase() ?? null;
  return { claimed, length: req.headers['content-length'] && Number.isFinite(length) ? length : null, bytes: req };
}

/** PostgreSQL keeps no NUL in text, and nobody means to send one. */
function withoutNul(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value;
}

function cleanQuery(query: Request['query']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, withoutNul(name, value)]));
}
