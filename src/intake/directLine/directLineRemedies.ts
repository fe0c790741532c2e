/** What to do about a Direct Line call that failed in a test. Pure. */
import { StepFailed } from '../../connection/tests';
import type { DirectLineAccess } from './directLine';
import { DirectLineError } from './directLineError';

export type Stage = 'token' | 'conversation' | 'message' | 'answer';

const MICROSOFT_AUTH =
  'Agents that “Authenticate with Microsoft” have no Direct Line: choose “No authentication” or “Authenticate manually” and publish.';
const REGION =
  'The token is not good at this address. An agent of a region answers there only: give its Direct Line address, e.g. https://europe.directline.botframework.com.';

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
      return byEndpoint
        ? `The token endpoint refuses while “Require secured access” is on: switch it off, or paste a Direct Line secret instead. ${MICROSOFT_AUTH}`
        : `Copy the secret again, whole: in Copilot Studio under Settings › Security › Web channel security, or in Azure under the bot’s Direct Line channel. New ones take a while to work. ${REGION}`;
    case 'notFound':
      return stage === 'token' && byEndpoint
        ? `There is no agent at this address. Publish it, then copy the token endpoint again from Channels › Native app. ${MICROSOFT_AUTH}`
        : 'The address is not Direct Line’s. Leave the Direct Line address empty, or give that of the agent’s region.';
    case 'throttled':
      return 'Wait a minute and test again. If it goes on, the agent’s plan is used up.';
    case 'rejected':
      return error.status === null
        ? 'Give the public https address, as Copilot Studio shows it.'
        : 'Copy the token endpoint again, whole, from Channels › Native app; the link to the demo website is another one.';
    case 'unavailable':
      return unavailable(stage, error);
  }
}

function unavailable(stage: Stage, error: DirectLineError): string {
  if (error.unreadable) {
    return 'Something else answers at this address, a web page perhaps. Copy the token endpoint, not the link to the demo website or the embed code.';
  }
  if (error.status === null) {
    return 'Look for a mistake in the address. If it is right, the desk’s network has to let it out to this host on port 443.';
  }
  return stage === 'token'
    ? 'Microsoft’s side has trouble, or the agent is not published. Publish it, wait a minute and test again.'
    : 'The agent failed to answer. Publish it, and see that it works in its own test pane.';
}
