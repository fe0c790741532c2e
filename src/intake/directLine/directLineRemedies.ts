/** What to do about a Direct Line call that failed in a test. Pure. */
import {
  AGENT_FAILED,
  CHECK_ADDRESS,
  COPY_ENDPOINT,
  COPY_SECRET,
  MICROSOFT_TROUBLE,
  NOT_DIRECT_LINE,
  NO_AGENT_THERE,
  PUBLIC_ADDRESS,
  REGION,
  SECURED_ACCESS,
  SOMETHING_ELSE,
  WAIT_A_MINUTE,
} from '../../cards/words/manager/directLine';
import { StepFailed } from '../../connection/tests';
import type { DirectLineAccess } from './directLine';
import { DirectLineError } from './directLineError';

export type Stage = 'token' | 'conversation' | 'message' | 'answer';

/** The failure with its remedy; what is not about the bot goes on as it is. */
export function failureOf(stage: Stage, access: DirectLineAccess, error: unknown): unknown {
  if (!(error instanceof DirectLineError)) return error;
  return new StepFailed(error.message, remedyOf(stage, access, error));
}

function remedyOf(stage: Stage, access: DirectLineAccess, error: DirectLineError): string {
  const byEndpoint = access.tokenEndpoint !== null;
  switch (error.kind) {
    case 'unauthorized':
    case 'tokenExpired':
      if (stage !== 'token') return REGION;
      return byEndpoint ? SECURED_ACCESS : COPY_SECRET;
    case 'notFound':
      return stage === 'token' && byEndpoint ? NO_AGENT_THERE : NOT_DIRECT_LINE;
    case 'throttled':
      return WAIT_A_MINUTE;
    case 'rejected':
      return error.status === null ? PUBLIC_ADDRESS : COPY_ENDPOINT;
    case 'unavailable':
      return unavailable(stage, error);
  }
}

function unavailable(stage: Stage, error: DirectLineError): string {
  if (error.unreadable) {
    return SOMETHING_ELSE;
  }
  if (error.status === null) {
    return CHECK_ADDRESS;
  }
  return stage === 'token' ? MICROSOFT_TROUBLE : AGENT_FAILED;
}
