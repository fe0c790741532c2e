import { changeWords } from '../../cards/words/customer/escalation';
import { SYSTEM } from '../../domain/escalation';
import { findConnection } from '../../store/connections';
import type { Consequence } from './consequence';

/** The customer hears of it, unless it is nothing to them or there is nobody left to be told. */
export const tellCustomer: Consequence = async ({ tx, conversation, before, change, now, channels }) => {
  const connection = await findConnection(tx.q, before.connectionId);
  const text = changeWords(change, { botName: connection?.name ?? 'the bot' });
  if (!text || change.quiet) return;
  await channels.sayToCustomer(tx, conversation, { escalationId: before.id, author: SYSTEM, text, sentAt: now });
};
