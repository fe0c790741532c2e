/** The one writer of `application/problem+json`. */
import type { Response } from 'express';
import type { Problem } from '../contract/problem';

/** What is not available just now is worth asking for again after so long. */
const ASK_AGAIN_SECONDS = '5';

/** @param scheme how one signs in here, for those who have not */
export function sendProblem(res: Response, problem: Problem, scheme?: string): void {
  if (problem.code === 'unauthorized' && scheme) res.setHeader('www-authenticate', scheme);
  if (problem.code === 'unavailable') res.setHeader('retry-after', ASK_AGAIN_SECONDS);
  res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
