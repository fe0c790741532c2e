/** What a connected agent is given to say to its customer, as activities of its protocol. Pure. */
import { escapeMarkdown } from '../../../cards/text/escape';
import { notShown } from '../../../cards/words/customer/bot';
import { unnamed } from '../../../cards/words/names';
import type { Attachment, Message } from '../../../domain/message';

export type ConnectedActivity = { type: 'message' | 'endOfConversation' } & Record<string, unknown>;

/** Gives control back. */
export const END: ConnectedActivity = { type: 'endOfConversation', code: 'completedSuccessfully' };

/**
 * Words for the customer. The agent says them under its own name and knows text, Markdown and cards: so the person is
 * named in each, a quote stands above, and files are links.
 * @param attachments those of the message, with links to the desk's own copies
 */
export function saidActivity(
  { id, author, text, format, extras }: Pick<Message, 'id' | 'author' | 'text' | 'format' | 'extras'>,
  attachments: readonly Attachment[],
): ConnectedActivity {
  const cards = extras.survey ? [] : attachments.filter(isCard);
  const files = attachments.filter((attachment) => !isCard(attachment));
  const words = format === 'markdown' ? text : literal(text);
  const lines = [
    ...(extras.quote ? [quoted(extras.quote.text)] : []),
    author.kind === 'agent' ? named(author.name, words) : words,
    ...files.map(linkTo),
  ];
  return {
    type: 'message',
    id,
    text: lines.filter((line) => line !== '').join('\n\n'),
    textFormat: 'markdown',
    ...(cards.length > 0 && {
      attachments: cards.map(({ contentType, name, content }) => ({ contentType, ...(name && { name }), content })),
      ...(extras.carousel && { attachmentLayout: 'carousel' }),
    }),
  };
}

/** The activity as it travels. */
export function placed(
  activity: ConnectedActivity,
  { conversationId, replyToId }: { conversationId: string; replyToId: string | null },
): Record<string, unknown> {
  return { ...activity, conversation: { id: conversationId }, ...(replyToId && { replyToId }) };
}

const isCard = ({ contentType, content }: Attachment): boolean =>
  content !== undefined && contentType.startsWith('application/vnd.microsoft.card.');

/** A list, a quote or code begins a line of its own. */
const BEGINS_A_BLOCK = /^\s*([-*+>#|]\s?|`{3}|~{3}|\d{1,9}[.)]\s)/;

function named(name: string, words: string): string {
  const said = `**${escapeMarkdown(name)}:**`;
  if (words === '') return said;
  return BEGINS_A_BLOCK.test(words) && !words.startsWith('**') ? `${said}\n\n${words}` : `${said} ${words}`;
}

function linkTo({ name, url, unavailable }: Attachment): string {
  const title = name ?? unnamed.file;
  if (url === null) return notShown(name, unavailable ?? '');
  return `[${literal(title).replaceAll(']', '\\]')}](${url.replaceAll(')', '%29').replaceAll('(', '%28')})`;
}

const quoted = (text: string): string => literal(text).replaceAll(/^/gm, '> ');

/**
 * Text as Markdown that shows the same. Only what would change the meaning is escaped: agents' words may be read by a
 * model on their way, and shown by something that takes a backslash for a backslash.
 */
function literal(text: string): string {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[*`[]|~(?=~)|<(?=[a-z/!?])|&(?=#?\w+;)/gi, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(
      /^(\s*)([#>+=-]|\d{1,9}[.)])(?=\s|$|[-=>])/gm,
      (_, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    )
    .replace(/\r?\n(?!\n)/g, (_, at: number, whole: string) => (whole[at - 1] === '\n' ? '\n' : '\n\n'));
}
