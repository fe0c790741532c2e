/** What a customer said of the bot in its own survey, where the bot lets the desk know. */
import type { BotRating } from '../domain/escalation';
import { gradeOf, ratedEvent } from '../domain/survey';
import type { ConversationRow } from '../store/conversations';
import { nextVersion, saveBotRating } from '../store/escalation/surveys';
import type { Tx } from '../store/postgres/db';
import { leaveLaterEvent } from './laterEvent';

/** Once an escalation; the caller holds its lock, or has just made it. */
export async function keepBotRating(
  tx: Tx,
  { customer_id: customerId, customer_name: name }: ConversationRow,
  { id: escalationId, tenantId, queueId }: { id: string; tenantId: string; queueId: string },
  { rating, comment }: BotRating,
  now: Date,
): Promise<void> {
  const grade = gradeOf('stars', rating);
  const whose = { escalationId, tenantId, queueId, customerId, now };
  if (!(await saveBotRating(tx.q, { ...whose, rating, grade, comment }))) return;
  const customer = { kind: 'customer' as const, id: customerId, name };
  const decision = { kind: 'rated', rating, grade, comment, isChange: false } as const;
  const version = await nextVersion(tx.q, escalationId);
  await leaveLaterEvent(tx, escalationId, version, ratedEvent(customer, 'stars', decision, 'bot'), now);
}
