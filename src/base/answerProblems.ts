import type { ErrorRequestHandler } from 'express';
import type { Log } from './log';
import type { LogEvent } from './logEvents';
import { problemOf } from './problem';
import { sendProblem } from './sendProblem';
import { patternOf } from './telemetry';

/** Express error handler, the last of a router: answers whatever its routes threw as problem details. */
export function answerProblems(log: Log, options: { scheme: string; failure: LogEvent<'error'> }): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = problemOf(error);
    if (problem.code === 'internal') {
      log.error(options.failure, { err: error, method: req.method, route: patternOf(req) });
    }
    // Headers are sent: the only way left to signal an error is to end the connection.
    if (res.headersSent) return next(error);
    sendProblem(res, problem, options.scheme);
  };
}
