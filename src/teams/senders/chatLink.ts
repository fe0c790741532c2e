/** The link by which a customer finds the chat the desk opens with them. */
import { appLink, chatLink, TEAMS_CLIENT } from '../../cards/deepLink';
import type { Config } from '../../config/config';
import type { PersonChats } from '../../escalation/personChats';
import { findConversation } from '../../store/conversations';
import type { Db } from '../../store/postgres/db';
import type { ChatOpener } from './chatOpener';

interface Parts {
  config: Pick<Config, 'bot' | 'mode' | 'publicUrl' | 'teamsAppId'>;
  db: Db;
  personChats: PersonChats;
  opener: Pick<ChatOpener, 'isWithoutApp'>;
}

/** With a token that proves who follows it; whoever has no app yet is led to that. */
export async function chatLinkOf(
  { config, db, personChats, opener }: Parts,
  { conversationId, personId }: { conversationId: string; personId: string },
): Promise<string> {
  const clientUrl = config.mode === 'sandbox' ? config.publicUrl : TEAMS_CLIENT;
  if (opener.isWithoutApp(conversationId)) return appLink(clientUrl, config.teamsAppId);
  const conversation = await findConversation(db.q, conversationId);
  const tenantId = conversation?.tenant_id;
  const token = tenantId === undefined ? null : await personChats.token({ conversationId, tenantId, personId });
  return chatLink(clientUrl, config.bot.appId, token);
}
