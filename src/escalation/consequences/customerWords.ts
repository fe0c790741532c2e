import { changeWords } from '../../cards/words/customer/escalation';
import { SYSTEM } from '../../domain/escalation';
import { hintMessage } from './hints';
import type { Consequence } from './consequence';

/** Tells the customer, unless the change does not concern them or they cannot be reached any more. */
export const tellCustomer: Consequence = async ({ tx, conversation, before, change, now, channels }) => {
  if (change.says) {
    const said = { ...change.says, escalationId: before.id, author: change.event.actor, sentAt: now };
    const { seq } = await channels.sayToCustomer(tx, conversation, said);
    return hintMessage(tx, { id: before.id, queueId: change.queueId, assigneeId: change.assigneeId }, seq);
  }
  const { kind, address, connectionName: botName } = conversation;
  const botIsElsewhere = kind === 'copilotStudioTeams' && address?.channel !== 'connected';
  const text = changeWords(change, { botName, botIsElsewhere });
  if (!text || change.quiet) return;
  await channels.sayToCustomer(tx, conversation, { escalationId: before.id, author: SYSTEM, text, sentAt: now });
};
