/** A customer's message as the activity their bot gets. Pure. */
import type { Heard, Message } from '../../domain/message';
import { type OpenBotConversation, userIdOf } from './botConversations';

export function activityOf(
  message: Message,
  value: unknown,
  { conversation }: OpenBotConversation,
): Record<string, unknown> {
  const { heard } = message.extras;
  const files = message.attachments.map(({ name, contentType }) => `[${name ?? contentType}]`).join(' ');
  const text = message.text || (value == null ? files : '');
  return {
    type: 'message',
    from: { id: userIdOf(conversation.id), name: conversation.customer_name, role: 'user' },
    ...(heard ? spoken(heard) : { ...(text && { text, textFormat: 'plain' }), ...(value != null && { value }) }),
    ...(conversation.customer_locale && { locale: conversation.customer_locale }),
    channelData: {
      ...(heard ? heard.channelData : value != null && !text && { postBack: true }),
      // Comes back in the echo, by which a message is known to have arrived.
      clientActivityID: message.id,
    },
  };
}

function spoken({ text, value }: Heard): Record<string, unknown> {
  return { ...(text !== undefined && { text, textFormat: 'plain' }), ...(value !== undefined && { value }) };
}
