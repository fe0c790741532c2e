/** `signin/failure`: Teams could not sign somebody in silently. They see nothing of it, so whoever runs the desk has to. */
import { z } from 'zod';
import type { Log } from '../../base/log';
import { type Outcome, service } from '../protocol/outcome';
import type { Turn } from '../protocol/turn';

const Failure = z.object({ code: z.string().max(100).catch('unknown') });

export async function signInFailed(log: Log, turn: Turn): Promise<Outcome> {
  await turn.respond(200);
  const { code } = Failure.catch({ code: 'unknown' }).parse(turn.activity.value);
  log.warn('teams.sign_in_failed', { code });
  return service('signInFailure');
}
