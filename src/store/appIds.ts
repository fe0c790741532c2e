import { sql } from 'kysely';
import { AppError } from '../base/errors';
import type { ConnectionKind } from '../contract/api';
import type { Reader } from './postgres/db';
import { lockNamed } from './postgres/lockNamed';

/**
 * App IDs are unique in the desk, whatever their capitals; of those that call with an app's token one app is one
 * connection. Concurrent changes of the registry wait for each other.
 */
export async function refuseTaken(
  q: Reader,
  wanted: { appId?: string; kind?: ConnectionKind; callerAppId: string | null; except?: string },
): Promise<void> {
  await lockNamed(q, 'connection app ids');
  const appId = wanted.appId?.toLowerCase() ?? null;
  const caller = wanted.callerAppId ?? (wanted.kind === 'botFramework' ? appId : null);
  const { rows } = await sql<{ name: string; isCaller: boolean }>`
    select name, lower(app_id) is distinct from ${appId} as "isCaller" from connection
    where state <> 'removed' and id is distinct from ${wanted.except ?? null}::uuid and (
      lower(app_id) = ${appId}
      or caller_app_id = ${caller}
      or (kind = 'botFramework' and lower(app_id) = ${caller}))
    order by 2 limit 1`.execute(q);
  if (rows[0]) throw taken(rows[0].isCaller ? { callerAppId: caller ?? '' } : { appId: wanted.appId ?? '' });
}

export function taken(by: { appId: string } | { botAppId: string } | { callerAppId: string }): AppError {
  const [path, words] =
    'botAppId' in by
      ? ['bot.appId', `Another connection already speaks through the Teams bot ${by.botAppId}.`]
      : 'callerAppId' in by
        ? ['callerAppId', `Another connection is already called by the app ${by.callerAppId}.`]
        : [
            'appId',
            `Another connection already has the app ID ${by.appId}. Remove that one first, or look for the right ID.`,
          ];
  return new AppError('already_exists', words, { errors: [{ path, message: words }] });
}
