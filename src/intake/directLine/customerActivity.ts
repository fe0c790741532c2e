/** A customer's message as the activity their bot gets. Pure. */
import type { Heard, Message } from '../../domain/message';
import type { BotFiles } from './botFiles';
import { type OpenBotConversation, userIdOf } from './botConversations';

export function activityOf(
  message: Message,
  value: unknown,
  { conversation }: OpenBotConversation,
  { lost }: Pick<BotFiles, 'lost'> = { lost: [] },
): Record<string, unknown> {
  const { heard } = message.extras;
  const names = message.attachments.map(({ name, contentType }) => name ?? contentType);
  // A file that cannot be sent is at least named.
  const unsaid = (message.text === '' ? names : lost).map((name) => `[${name}]`).join(' ');
  const words = [message.text, value == null ? unsaid : ''].filter((part) => part !== '').join(' ');
  // What was entered on a card stands in words for people; the bot has the value.
  const text = message.extras.answers ? '' : words;
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
