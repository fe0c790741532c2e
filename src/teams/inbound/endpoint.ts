/** `POST /api/messages`: parses, authenticates, runs, answers. Errors are problem details and never show what broke. */
import express, { type Handler, type Request, type Response } from 'express';
import type { TurnContext } from 'botbuilder';
import { AppError, DatabaseAway } from '../../base/errors';
import { problemOf } from '../../base/problem';
import { sendProblem } from '../../base/sendProblem';
import type { Problem, ProblemCode } from '../../contract/problem';
import { type ActivityAuthentication, authenticateActivity } from '../bots/activityAuthentication';

const BODY_LIMIT = '256kb';
const EXPECTED: ReadonlySet<ProblemCode> = new Set([
  'bad_request',
  'unauthorized',
  'forbidden',
  'too_large',
  'unavailable',
]);

export function messagesEndpoint(
  options: ActivityAuthentication & { run: (context: TurnContext) => Promise<void> },
): Handler {
  const readJson = express.json({ limit: BODY_LIMIT });

  async function answer(req: Request, res: Response): Promise<void> {
    const { activity, authentication } = await authenticateActivity(options, req.headers.authorization ?? '', req.body);
    const response = await options.adapter.run(authentication, activity, options.run);
    const status = response?.status ?? 200;
    if (response?.body === undefined) res.status(status).end();
    else res.status(status).json(response.body);
  }

  return (req, res) => {
    readJson(req, res, (error: unknown) => {
      const work = error === undefined ? answer(req, res) : Promise.reject(unreadable(error));
      work.catch((failure: unknown) => {
        if (!isExpected(failure)) options.log.error('teams.activity_failed', { err: failure });
        if (!res.headersSent) sendProblem(res, problemFor(failure));
      });
    });
  };
}

function unreadable(error: unknown): AppError {
  const isTooLarge = error instanceof Error && 'status' in error && error.status === 413;
  return isTooLarge
    ? new AppError('too_large', 'An activity may be 256 KB.')
    : new AppError('bad_request', 'The body is not JSON.');
}

function isExpected(error: unknown): boolean {
  return error instanceof AppError || error instanceof DatabaseAway;
}

/** Anything unexpected is a 500, so that Teams delivers it again; so it does what could not be kept just now. */
function problemFor(error: unknown): Problem {
  return problemOf(error instanceof AppError && !EXPECTED.has(error.code) ? null : isExpected(error) ? error : null);
}
