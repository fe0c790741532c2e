import type { Person, Problem, ProblemCode } from '../../src/contract/api';
import { errorWords } from '../words/errors';

/** `offline` and `timeout` are ours: the server was not heard. `sign_in` means Teams gave no token. */
export type ErrorCode = ProblemCode | 'offline' | 'timeout' | 'sign_in';

/** Why a call failed, in words a person can act on. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly claimedBy: Person | null;
  readonly claimedAt: string | null;
  readonly fields: { path: string; message: string }[];

  constructor(code: ErrorCode, words: string, problem: Partial<Problem> = {}) {
    super(words);
    this.name = 'ApiError';
    this.code = code;
    this.status = problem.status ?? 0;
    this.claimedBy = problem.claimedBy ?? null;
    this.claimedAt = problem.claimedAt ?? null;
    this.fields = problem.errors ?? [];
  }

  /** True when trying the very same call again may succeed. */
  get passing(): boolean {
    if (this.code === 'offline' || this.code === 'timeout') return true;
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

/** Words for anything thrown. */
export function wordsOf(error: unknown): string {
  return error instanceof ApiError ? error.message : errorWords.unknown;
}

/** Nobody is known to ask: nothing was done, and the same may be asked again once somebody is. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'unauthorized' || error.code === 'sign_in');

/** It is not for whoever asks, or not any more: what was answered before is not shown, either. */
export const isOutOfSight = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'not_found' || error.code === 'forbidden');
