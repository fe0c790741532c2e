/** A call that was refused, as its connection's page tells it. */
import { refusedCallWords } from '../../cards/words/manager/agentCalls';
import type { ConnectionHealth } from '../../connection/health';
import type { Problem } from '../../contract/problem';

/** The maker's mistakes are shown on the connection. Returns why it was refused. */
export function complain(health: ConnectionHealth, connectionId: string, problem: Problem): string {
  const why = whyOf(problem);
  if (['bad_request', 'too_large'].includes(problem.code)) health.faulted(connectionId, refusedCallWords(why));
  return why;
}

function whyOf({ detail, errors, title }: Problem): string {
  const [first] = errors ?? [];
  return first ? `${first.path === '' ? '' : `${first.path}: `}${first.message}` : (detail ?? `${title}.`);
}
