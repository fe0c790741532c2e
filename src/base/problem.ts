/** Any thrown value → RFC 9457 problem details. The one place that decides what a stranger may read. Pure. */
import { ZodError } from 'zod';
import type { Problem, ProblemCode } from '../contract/problem';
import { AppError, DatabaseAway } from './errors';

/** The status and title of every code. */
export const PROBLEMS: Record<ProblemCode, { status: number; title: string }> = {
  bad_request: { status: 400, title: 'The request is not understood' },
  unauthorized: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  too_large: { status: 413, title: 'Too large' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  already_claimed: { status: 409, title: 'Already claimed' },
  not_your_queue: { status: 403, title: 'Not your queue' },
  managers_only: { status: 403, title: 'Managers only' },
  not_offered: { status: 409, title: 'Not offered' },
  at_capacity: { status: 409, title: 'At capacity' },
  not_claimed: { status: 409, title: 'Not claimed' },
  not_yours: { status: 403, title: 'Not yours' },
  closed: { status: 409, title: 'Closed' },
  wrap_up_missing: { status: 422, title: 'Something is missing' },
  wrap_up_unknown: { status: 422, title: 'Not in the list' },
  already_exists: { status: 409, title: 'Already exists' },
  in_use: { status: 409, title: 'In use' },
  not_live: { status: 409, title: 'Not taking handoffs' },
  not_tested: { status: 409, title: 'Not tested' },
  wrong_state: { status: 409, title: 'Not possible now' },
  key_reused: { status: 422, title: 'Idempotency key used before' },
  changed_meanwhile: { status: 409, title: 'Changed meanwhile' },
  unavailable: { status: 503, title: 'Not available just now' },
  internal: { status: 500, title: 'Something went wrong on our side' },
};

const MOST_ERRORS = 20;

export function problemOf(error: unknown): Problem {
  if (error instanceof AppError) return { ...bare(error.code), detail: error.message, ...error.extra };
  if (error instanceof DatabaseAway) return { ...bare('unavailable'), detail: error.message };
  if (error instanceof ZodError) {
    const errors = error.issues
      .slice(0, MOST_ERRORS)
      .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
    return { ...bare('bad_request'), errors };
  }
  return ofHttp(error);
}

/** What express and its body parser throw: only the status is theirs, the words are ours. */
function ofHttp(error: unknown): Problem {
  const status = numberIn(error, 'status');
  if (status === 413) {
    const limit = numberIn(error, 'limit');
    return { ...bare('too_large'), ...(limit !== null && { detail: `The body is larger than ${limit / 1_024} KB.` }) };
  }
  if (status === 415)
    return { ...bare('bad_request'), detail: 'Send JSON in UTF-8, not compressed in an unusual way.' };
  if (status !== null && status >= 400 && status < 500) {
    return { ...bare('bad_request'), detail: 'The address or the JSON in the body cannot be read.' };
  }
  return bare('internal');
}

function numberIn(error: unknown, name: 'status' | 'limit'): number | null {
  const value = typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : null;
  return typeof value === 'number' ? value : null;
}

function bare(code: ProblemCode): Problem {
  return { type: `urn:handoff-desk:problem:${code}`, ...PROBLEMS[code], code };
}
