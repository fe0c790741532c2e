/** Whether the bot may write to whom agents hand over: for a connection's test. Nobody notices that it was asked. */
import {
  APP_IN_CATALOG,
  GIVE_APP_TO_ALL,
  LAST_CUSTOMER_HAS_APP,
  LAST_CUSTOMER_HAS_NO_APP,
  NOBODY_HANDED_OVER,
  WAIT_AND_TEST_AGAIN,
} from '../../cards/words/manager/personChat';
import { graphRemedy } from '../../cards/words/manager/graph';
import type { AppCheck } from '../../domain/channel';
import { findGraphSettings } from '../../store/graph';
import { newestPerson } from '../../store/personChats';
import type { Db } from '../../store/postgres/db';
import type { AppInstallation } from '../graph/appInstallation';
import type { ChatOpener } from './chatOpener';

export async function checkApp(
  { db, installation, opener }: { db: Db; installation: AppInstallation; opener: ChatOpener },
  { connectionId, tenantId }: { connectionId: string; tenantId: string },
  signal: AbortSignal,
): Promise<AppCheck> {
  if ((await findGraphSettings(db.q, tenantId))?.addApp === 'customers') {
    const found = await installation.inCatalog(tenantId, signal);
    return found.ok
      ? { ok: true, found: APP_IN_CATALOG }
      : { ok: false, reason: found.reason, remedy: graphRemedy('install', found.fault) };
  }
  const conversationId = await newestPerson(db.q, connectionId);
  if (conversationId === null) return { ok: true, found: NOBODY_HANDED_OVER };
  const opened = await opener.openChat(conversationId, signal);
  if (opened.state === 'open') return { ok: true, found: LAST_CUSTOMER_HAS_APP };
  return opened.state === 'later'
    ? { ok: false, reason: opened.reason, remedy: WAIT_AND_TEST_AGAIN }
    : { ok: false, reason: LAST_CUSTOMER_HAS_NO_APP, remedy: GIVE_APP_TO_ALL };
}
