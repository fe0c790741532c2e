/** What Teams posts when a customer writes. */
import { SANDBOX } from '../../../src/config/world';
import type { Chat, World } from './world';

let said = 0;

export function wordsOf({ serviceUrl }: World, { customer }: Chat): object {
  said += 1;
  return {
    type: 'message',
    id: String(1_790_000_000_000 + said),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: customer.teamsId, name: customer.name, aadObjectId: customer.id },
    recipient: { id: SANDBOX.bot.id, name: SANDBOX.bot.name },
    conversation: { id: customer.chatId, conversationType: 'personal', tenantId: SANDBOX.tenantId },
    channelData: { tenant: { id: SANDBOX.tenantId } },
    locale: 'en-US',
    text: `My parcel has not come, and nobody can tell me where it is. (${said})`,
  };
}
