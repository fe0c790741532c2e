/** Calls of agents in Teams, and of other low-code callers, by key. Every answer has words for the customer. */
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { reportChats } from '../../arrival/botReports';
import { problemOf } from '../../base/problem';
import type { Log } from '../../base/log';
import { sendProblem } from '../../base/sendProblem';
import { httpTimed, patternOf } from '../../base/telemetry';
import { NOBODY_ASKED } from '../../cards/words/customer/agents';
import type { ConnectionHealth } from '../../connection/health';
import { AGENT_ROUTES, KEY_HEADER, MCP_PATH } from '../../contract/agentCalls';
import { REST_LIMITS, REST_ROUTES } from '../../contract/restBots';
import type { Availabilities } from '../../escalation/availability';
import type { Db } from '../../store/postgres/db';
import { availabilityFor } from '../availabilityFor';
import { safeHeaders } from '../callLimits';
import { readBody } from '../rest/restBody';
import { bringsKey, byKey, callOf, type KeyedCall } from './deskKey';
import { type HandOff, nobody } from './handOff';
import { mcp } from './mcp';
import { complain } from './refused';

const AVAILABILITY = REST_ROUTES.availability.path;

export interface AgentCallsOptions {
  db: Db;
  log: Log;
  health: ConnectionHealth;
  availabilities: Availabilities;
  handOff: HandOff;
}

/** Mounted at `/api`; takes what is for keys and leaves the rest alone. */
export function agentCalls({ db, log, health, availabilities, handOff }: AgentCallsOptions): Router {
  const router = express.Router();
  const keyed = [safeHeaders, httpTimed, ...byKey({ db, health })];
  const raw = express.raw({ type: () => true, limit: REST_LIMITS.bodyBytes, inflate: false });
  const bodyOf = ({ body }: Request) => readBody(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  const { handOff: route, report } = AGENT_ROUTES;
  router.post(route.path, ...keyed, raw, async (req: Request, res: Response) => {
    const { connection } = callOf(res);
    const { answer, opened } = await handOff.take(connection, bodyOf(req));
    health.succeeded(connection.id);
    res.status(opened ? 201 : 200).json(answer);
  });
  router.post(report.path, ...keyed, raw, async (req: Request, res: Response) => {
    const { connection } = callOf(res);
    const kept = await reportChats(db, connection.id, bodyOf(req), new Date());
    health.succeeded(connection.id);
    res.json(kept);
  });
  const forKeys = express.Router();
  forKeys.use(...keyed, async (req: Request, res: Response) => {
    const { connection } = callOf(res);
    health.succeeded(connection.id);
    res.json(await availabilityFor(availabilities, connection, req.query));
  });
  // Others ask there with a signature or a token.
  router.get(AVAILABILITY, (req, res, next) => (bringsKey(req) ? forKeys(req, res, next) : next()));
  router.use(mcp({ db, log, health, availabilities, handOff }));
  router.use([route.path, report.path, AVAILABILITY, MCP_PATH], refused({ log, health }));
  return router;
}

/** A problem, with what the agent says to its customer beside it; the maker's mistakes are shown on the connection. */
function refused({ log, health }: { log: Log; health: ConnectionHealth }): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = problemOf(error);
    if (problem.code === 'internal') {
      log.error('agents.request_failed', { err: error, method: req.method, route: patternOf(req) });
    }
    if (res.headersSent) return next(error);
    const { connection } = res.locals as Partial<KeyedCall>;
    if (connection) complain(health, connection.id, problem);
    sendProblem(res, { ...problem, ...nobody(NOBODY_ASKED) }, KEY_HEADER);
  };
}
