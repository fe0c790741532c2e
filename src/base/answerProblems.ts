import type { ErrorRequestHandler } from 'express';
import type { Log } from './log';
import type { LogEvent } from './logEvents';
import { problemOf } from './problem';
import { sendProblem } from './sendProblem';
import { patternOf } from './telemetry';

/** The last handler of a router: whatever its routes threw. */
export function answerProblems(log: Log, options: { scheme: string; failure: LogEvent<'error'> }): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = problemOf(error);
    if (problem.code === 'internal') {
      log.error(options.failure, { err: error, method: req.method, route: patternOf(req) });
    }
    // Too late for words: ending the connection is the only way left to say that something went wrong.
    if (res.headersSent) return next(error);
    sendProblem(res, problem, options.scheme);
  };
}
