/** What a bot behind the relay said, one activity at a time. */
import { NOBODY_TAKES_OVER } from '../cards/words/customer/unanswered';
import { SYSTEM } from '../domain/escalation';
import { keepBotRating } from '../escalation/botRating';
import type { Escalations } from '../escalation/escalations';
import { fetchFiles, receive } from '../escalation/files';
import { lockConnectionShared } from '../store/connections';
import type { ConversationRow } from '../store/conversations';
import { type OpenRow, openEscalationOf } from '../store/escalation/escalations';
import { lastEnded } from '../store/escalation/surveys';
import { saveBotOutcome } from '../store/figures/botChats';
import type { Tx } from '../store/postgres/db';
import type { BotActivity, BotWords } from './botArrival';

/** What a customer says of the bot later than that is about something else. */
const RATED_WITHIN_MS = 24 * 3_600_000;

/** A handoff opens the escalation, which is returned; what else a bot says goes to its customer. */
export async function applyBotActivity(
  tx: Tx,
  escalations: Escalations,
  conversation: ConversationRow,
  activity: BotActivity,
): Promise<OpenRow | null> {
  switch (activity.kind) {
    case 'message':
      await passOn(tx, escalations, conversation, activity.id, activity);
      return null;
    case 'handoff': {
      const connection = await lockConnectionShared(tx.q, conversation.connection_id);
      if (!connection || connection.state === 'removed') return null;
      if (connection.state === 'draining') {
        const text = NOBODY_TAKES_OVER(connection.name);
        await escalations.channels.sayToCustomer(tx, conversation, {
          escalationId: null,
          author: SYSTEM,
          text,
          sentAt: new Date(),
        });
        return null;
      }
      await escalations.open(tx, { connection, conversation, handoff: activity.handoff });
      return openEscalationOf(tx.q, conversation.id);
    }
    case 'rated': {
      const now = new Date();
      const about = await lastEnded(tx.q, conversation.id, new Date(now.getTime() - RATED_WITHIN_MS));
      if (about) await keepBotRating(tx, conversation, about, activity.rating, now);
      return null;
    }
    case 'outcome':
      tx.later(saveBotOutcome(tx.q, conversation.id, { outcome: activity.outcome, ends: false, at: new Date() }));
      return null;
    case 'ended':
      tx.later(saveBotOutcome(tx.q, conversation.id, { outcome: activity.outcome, ends: true, at: new Date() }));
      // The next thing the customer says begins a new bot conversation.
      if (activity.words) await passOn(tx, escalations, conversation, activity.id, activity.words);
      return null;
  }
}

async function passOn(
  tx: Tx,
  escalations: Escalations,
  conversation: ConversationRow,
  id: string,
  words: BotWords,
): Promise<void> {
  const received = receive(words.attachments);
  const said = await escalations.channels.sayToCustomer(tx, conversation, {
    escalationId: null,
    author: { kind: 'bot', id: null, name: words.botName ?? conversation.connectionName },
    text: words.text,
    format: words.format,
    attachments: received.attachments,
    extras: words.extras,
    botExternalId: id,
    sentAt: words.sentAt ?? new Date(),
  });
  await fetchFiles(tx, conversation.tenant_id, said, received);
}
