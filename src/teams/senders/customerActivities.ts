/** A message as the activities that bring it into the customer's chat. Pure. */
import type { Activity as BotActivity, Attachment as BotAttachment, CardAction } from 'botbuilder';
import { clean } from '../../cards/escape';
import type { Attachment, Message } from '../../domain/message';

/** Text and attachments go one after the other: of both together Teams returns no id. */
export function activitiesFor(message: Message): Partial<BotActivity>[] {
  const attachments = message.attachments.flatMap(outgoing);
  const text: Partial<BotActivity>[] = message.text.trim() === '' ? [] : [{ type: 'message', ...textOf(message) }];
  const rest: Partial<BotActivity>[] = attachments.length > 0 ? [{ type: 'message', attachments }] : [];
  const activities = [...text, ...rest];
  const last = activities.at(-1);
  if (last && message.suggestedActions.length > 0) {
    last.suggestedActions = { to: [], actions: message.suggestedActions.map(choice) };
  }
  return activities;
}

/** A bot's words stay as it said them; what people typed is shown to the letter, under the agent's name. */
function textOf({ author, text, format }: Message): Partial<BotActivity> {
  if (author.kind === 'bot') return { text, textFormat: format };
  const body = html(text, format);
  if (author.kind === 'system') return { text: `<i>${body}</i>`, textFormat: 'xml' };
  return { text: `<b>${html(author.name, 'plain')}</b><br/>${body}`, textFormat: 'xml' };
}

const URLS = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** Teams' HTML is the one format in which no character of plain text means anything else. */
function html(text: string, format: Message['format']): string {
  const escaped = (part: string) =>
    part.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  let result = '';
  let from = 0;
  const plain = clean(text);
  for (const { index, 0: url } of plain.matchAll(URLS)) {
    result += `${escaped(plain.slice(from, index))}<a href="${escaped(url)}">${escaped(url)}</a>`;
    from = index + url.length;
  }
  result += escaped(plain.slice(from));
  if (format === 'markdown') result = result.replace(/\*\*([^*\n]+)\*\*/g, '<b>$1</b>');
  return result.replace(/\n/g, '<br/>');
}

function outgoing({ contentType, name, content, url }: Attachment): BotAttachment[] {
  if (content === undefined && url === null) return [];
  return [
    { contentType, ...(name && { name }), ...(content !== undefined && { content }), ...(url && { contentUrl: url }) },
  ];
}

function choice(title: string): CardAction {
  return { type: 'imBack', title, value: title };
}
