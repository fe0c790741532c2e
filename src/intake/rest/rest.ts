/** REST bots' way in: every call is signed, checked, and answered with what it changed or a problem that says why not. */
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { BotInbox } from '../../arrival/botInbox';
import { AppError } from '../../base/errors';
import type { Availabilities } from '../../escalation/availability';
import type { Files } from '../../delivery/files';
import type { Log } from '../../base/log';
import { answerProblems } from '../../base/answerProblems';
import { type ConnectionRow, connectionByAppId, signingSecretsOf } from '../../store/connections';
import type { Db } from '../../store/postgres/db';
import { takeKey } from '../../store/inbox';
import { httpTimed } from '../../base/telemetry';
import { callLimit, refusalLimit, safeHeaders } from '../callLimits';
import { CallbackSender } from './callback';
import { ConnectionHealth } from '../../connection/health';
import { readBody } from './restBody';
import { RestCalls } from './restCalls';
import { REST_LIMITS, REST_ROUTES } from '../../contract/restBots';
import { CONNECTION_HEADER, isTimely, readSignature, SIGNATURE_HEADER, type Signature, verified } from './signature';

export interface RestOptions {
  db: Db;
  inbox: BotInbox;
  /** Opens connections' secrets. */
  key: Buffer;
  allowLoopback: boolean;
  publicUrl: string;
  availabilities: Availabilities;
  files: Files;
  log: Log;
}

export interface Rest {
  /** Mounted at `/api`; takes `/handoffs` and leaves the rest alone. */
  router: Router;
  sender: CallbackSender;
}

/** Of one connection; a busy bot needs a tenth of it. */
const CALLS_PER_MINUTE = 1_200;
/** From one address in one bot's name. */
const REFUSALS_PER_MINUTE = 120;
const MOST_NAME = 200;

export function createRest(options: RestOptions): Rest {
  const health = new ConnectionHealth(options.db, options.log);
  return { router: new RestIntake(options, health).router(), sender: new CallbackSender({ ...options, health }) };
}

/** Set by `authenticate`, which every route comes after. */
interface Caller {
  connection: ConnectionRow;
  raw: Buffer;
}

class RestIntake {
  private readonly calls: RestCalls;

  constructor(
    private readonly options: RestOptions,
    private readonly health: ConnectionHealth,
  ) {
    this.calls = new RestCalls(options);
  }

  router(): Router {
    const router = express.Router();
    const all = express.Router();
    all.use(safeHeaders, httpTimed, refusalLimit(REFUSALS_PER_MINUTE, nameOf), (req, res, next) => {
      res.locals['signature'] = this.signatureOf(req);
      next();
    });
    all.use(express.raw({ type: () => true, limit: REST_LIMITS.bodyBytes, inflate: false }));
    all.use((req, res, next) => this.authenticate(req, res, next), callLimit(CALLS_PER_MINUTE, callerOf));
    router.use('/handoffs', all);
    for (const name of Object.keys(REST_ROUTES) as (keyof typeof REST_ROUTES)[]) {
      const { method, path } = REST_ROUTES[name];
      router[method](path, async (req, res) => {
        const { connection, raw } = res.locals as Caller;
        const { status, body } = await this.calls[name]({
          connection,
          raw,
          body: 'query' in REST_ROUTES[name] ? req.query : readBody(raw),
          contentType: req.get('content-type') ?? null,
          id: String(req.params['id']),
          idempotencyKey: req.get('idempotency-key'),
        });
        res.status(status).json(body);
      });
    }
    router.use('/handoffs', (req) => {
      throw new AppError('not_found', `There is no ${req.method} ${req.baseUrl}${req.path}.`);
    });
    router.use(
      '/handoffs',
      answerProblems(this.options.log, { scheme: 'Handoff-Signature', failure: 'rest.request_failed' }),
    );
    return router;
  }

  /** Before a byte of the body is read: what cannot be right costs nothing. */
  private signatureOf(req: Request): Signature {
    const signature = readSignature(req.headers[SIGNATURE_HEADER]);
    if (!signature || typeof req.headers[CONNECTION_HEADER] !== 'string') throw unsigned();
    if (!isTimely(signature, new Date())) {
      throw new AppError('unauthorized', 'The signature’s time is more than five minutes from ours. Check the clock.');
    }
    return signature;
  }

  private async authenticate(req: Request, res: Response, next: NextFunction): Promise<void> {
    const { db, key } = this.options;
    const { signature } = res.locals as { signature: Signature };
    const raw = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const connection = await connectionByAppId(db.q, 'rest', nameOf(req));
    const secrets = connection ? signingSecretsOf(connection, key, new Date()) : [];
    // An unknown connection takes as long as a wrong signature.
    const made = verified(
      signature,
      { method: req.method, path: req.originalUrl, body: raw },
      secrets.length > 0 ? secrets : ['nobody'],
    );
    if (!connection || secrets.length === 0 || !made) throw unsigned();
    const changes = req.method !== 'GET' && req.method !== 'HEAD';
    if (changes && !(await takeKey(db.q, `signed:${connection.id}:${made.toString('hex')}`))) {
      throw new AppError('unauthorized', 'This signature was used before. Sign every attempt afresh.');
    }
    this.health.succeeded(connection.id);
    Object.assign(res.locals, { connection, raw } satisfies Caller);
    next();
  }
}

const unsigned = () =>
  new AppError('unauthorized', 'Sign the call: see Handoff-Connection and Handoff-Signature in the documentation.');

const nameOf = (req: Request): string => String(req.headers[CONNECTION_HEADER]).slice(0, MOST_NAME);
const callerOf = (res: Response): string => (res.locals as Caller).connection.id;
