import type { ProblemCode } from '../contract/problem';
import { AppError } from './errors';

/** Why a file that is written while it is taken ends before it is whole. */
export type CutReason = 'left' | 'notTaken' | 'notComing' | 'tooLong' | 'signedOut' | 'sight' | 'failed';

const PROBLEMS: Record<CutReason, [ProblemCode, string]> = {
  left: ['bad_request', 'Nobody waits for this any more.'],
  notTaken: ['bad_request', 'Nothing of this was taken for a minute.'],
  notComing: ['unavailable', 'Nothing more came for a minute. Try again.'],
  tooLong: ['unavailable', 'This export took too long. Choose a shorter time.'],
  signedOut: ['unauthorized', 'Your sign-in has ended. Sign in, and export again.'],
  sight: ['forbidden', 'What you may see has changed. Export again.'],
  failed: ['unavailable', 'This could not be read to its end. Try again.'],
};

/** Ends what is being written, and says why. */
export class CutOff extends AppError {
  constructor(readonly why: CutReason) {
    super(...PROBLEMS[why]);
  }
}
