/** A message as the activities that bring it into the customer's chat. Pure. */
import type { Activity as BotActivity, Attachment as BotAttachment } from 'botbuilder';
import { messageOfWords } from '../../cards/words/customer/chat';
import { notShown, REFUSED } from '../../cards/words/customer/bot';
import { clean, escapeMarkdown } from '../../cards/text/escape';
import { buttonsOf } from '../../domain/choices';
import type { Attachment, Message } from '../../domain/message';
import { escaped, markdownHtml, plainHtml } from './agentHtml';
import { cardsFor, choiceCards, isCard, isLink, signInCard } from './botCards';
import { sourcesOf, withPlaces } from './sources';
import { unnamed } from '../../cards/words/names';

/** One activity, and what becomes of it when Teams refuses what is in it. */
export interface Part {
  activity: Partial<BotActivity>;
  /** Which of the message's attachments it carries. */
  carries: number[];
  /** What is sent instead. */
  apart: Part[];
  /** The message's own words: refused, the message has failed, whatever else of it arrives. */
  isText?: true;
}

/** Text and attachments go one after the other: of both together Teams returns no id. The desk's own files follow. */
export function partsOf(message: Message): Part[] {
  const { extras, attachments } = message;
  const cards: Carried[] = [];
  const lines: Line[] = [];
  let index = extras.choices?.length ?? 0;
  attachments.forEach((attachment, place) => {
    const firstIndex = index;
    index += buttonsOf(attachment).length;
    const { url } = attachment;
    if (attachment.fileId && url === null) return;
    const card = shownCards(attachment, url, { messageId: message.id, firstIndex });
    if (card.length > 0) cards.push({ place, cards: card, line: lineOf(attachment, url) });
    else if (!(extras.signIn && attachment.contentType === SIGN_IN)) lines.push(lineOf(attachment, url));
  });
  const buttons = [
    ...(extras.signIn ? [signInCard(extras.signIn)] : []),
    ...choiceCards(extras.choices ?? [], message.id),
  ];
  const parts = [
    ...textPart(message, lines),
    ...packed(cards).map((pack) => cardPart(message, pack)),
    ...inPacks(buttons).map((pack) => plainPart({ type: 'message', ...layout(pack, false), attachments: pack })),
  ];
  return labelled(parts, message);
}

export function activitiesFor(message: Message): Partial<BotActivity>[] {
  return partsOf(message).map(({ activity }) => activity);
}

const SIGN_IN = 'application/vnd.microsoft.card.signin';
/** Teams shows no more cards in one message. */
const MOST_CARDS = 10;
/** 80 KB of UTF-16, pictures within cards left out: what Teams advises. */
const MOST_CHARS = 40_000;
const PICTURES = /data:image\/[\w.+-]+;base64,[\w+/=]+/g;
/** Kinds of picture Teams shows. */
const PICTURE = /^image\/(png|jpe?g|gif)$/;

interface Carried {
  place: number;
  cards: BotAttachment[];
  line: Line;
}

/** Something that stands in words where it cannot be shown as itself. */
interface Line {
  words: string;
  url: string | null;
}

function shownCards(
  attachment: Attachment,
  url: string | null,
  place: { messageId: string; firstIndex: number },
): BotAttachment[] {
  if (attachment.unavailable !== undefined) return [];
  if (isCard(attachment)) return cardsFor(attachment, place);
  const { contentType, name } = attachment;
  if (!PICTURE.test(contentType) || url === null) return [];
  return [{ contentType, ...(name && { name }), contentUrl: url }];
}

function lineOf({ contentType, name, unavailable }: Attachment, url: string | null): Line {
  if (unavailable !== undefined)
    return { words: notShown(contentType === SIGN_IN ? null : name, unavailable), url: null };
  const link = url !== null && isLink(url) ? url : null;
  const title = name ?? (link && URL.canParse(link) ? new URL(link).hostname : null);
  return link === null ? { words: notShown(title, ''), url: null } : { words: title ?? unnamed.file, url: link };
}

function textPart(message: Message, lines: Line[]): Part[] {
  const text = message.text.trim() === '' ? '' : message.text;
  if (text === '' && lines.length === 0 && !message.extras.quote) return [];
  const activity = { type: 'message', ...textOf({ ...message, text }, lines) };
  // Nobody else would tell the customer that their bot has said something.
  const isBot = message.author.kind === 'bot';
  const instead: Line = { words: notShown(messageOfWords(message.author.name), REFUSED), url: null };
  const apart = isBot ? [plainPart({ type: 'message', text: asHtml(instead), textFormat: 'xml' })] : [];
  return [{ activity, carries: [], apart, isText: true }];
}

/** A bot's words stay as it said them; what people typed is shown to the letter, under the agent's name. */
function textOf({ author, text, format, extras }: Message, lines: Line[]): Partial<BotActivity> {
  if (author.kind === 'bot') {
    const said = withPlaces(text, extras.citations);
    if (lines.length === 0) return { text: said, textFormat: format };
    if (format === 'markdown')
      return { text: joined([said, ...lines.map(asMarkdown)], '\n\n'), textFormat: 'markdown' };
    return { text: joined([plainHtml(said), ...lines.map(asHtml)], '<br/>'), textFormat: 'xml' };
  }
  // A quote ends its own line.
  const words = format === 'markdown' ? markdownHtml(text) : plainHtml(text);
  const body = quoted(extras.quote) + joined([words, ...lines.map(asHtml)], '<br/>');
  if (author.kind === 'system') return { text: `<i>${body}</i>`, textFormat: 'xml' };
  return { text: `<b>${plainHtml(author.name)}</b><br/>${body}`, textFormat: 'xml' };
}

const joined = (parts: string[], between: string) => parts.filter((part) => part !== '').join(between);

function quoted(quote: Message['extras']['quote']): string {
  if (!quote) return '';
  const author = quote.author === null ? '' : `<b>${plainHtml(quote.author)}</b><br/>`;
  return `<blockquote>${author}${plainHtml(quote.text)}</blockquote>`;
}

const CLIP = '📎';

function asHtml({ words, url }: Line): string {
  if (url === null) return `<i>${plainHtml(words)}</i>`;
  return `${CLIP} <a href="${escaped(url)}">${escaped(clean(words))}</a>`;
}

function asMarkdown({ words, url }: Line): string {
  const safe = escapeMarkdown(clean(words));
  return url === null ? `*${safe}*` : `${CLIP} [${safe}](${url.replace(/[()\s<>]/g, encodeURIComponent)})`;
}

/** As many to a message as Teams shows and takes. */
function packed(all: Carried[]): Carried[][] {
  const packs: Carried[][] = [];
  let [count, size] = [0, 0];
  for (const one of all) {
    const chars = one.cards.reduce((sum, card) => sum + sizeOf(card), 0);
    const last = packs.at(-1);
    if (last && count + one.cards.length <= MOST_CARDS && size + chars <= MOST_CHARS) last.push(one);
    else {
      packs.push([one]);
      [count, size] = [0, 0];
    }
    [count, size] = [count + one.cards.length, size + chars];
  }
  return packs;
}

const sizeOf = (card: BotAttachment) => JSON.stringify(card).replace(PICTURES, '').length;

function inPacks(cards: BotAttachment[]): BotAttachment[][] {
  return Array.from({ length: Math.ceil(cards.length / MOST_CARDS) }, (_, i) =>
    cards.slice(i * MOST_CARDS, (i + 1) * MOST_CARDS),
  );
}

function layout(cards: BotAttachment[], carousel: boolean): Partial<BotActivity> {
  return cards.length > 1 ? { attachmentLayout: carousel ? 'carousel' : 'list' } : {};
}

function nameOf({ attachments }: Message, place: number): string {
  const attachment = attachments[place];
  return attachment?.name ?? (attachment && isCard(attachment) ? 'A card' : 'A picture');
}

const plainPart = (activity: Partial<BotActivity>): Part => ({ activity, carries: [], apart: [] });

/** Refused together, the cards are tried one by one; refused alone, a card is named in words. */
function cardPart(message: Message, pack: Carried[]): Part {
  const cards = pack.flatMap((one) => one.cards);
  const activity: Partial<BotActivity> = {
    type: 'message',
    ...layout(cards, message.extras.carousel === true),
    attachments: cards,
  };
  const carries = pack.map(({ place }) => place);
  const [only] = pack;
  if (pack.length > 1 || !only) return { activity, carries, apart: pack.map((one) => cardPart(message, [one])) };
  const { words, url } = only.line;
  const line = url === null ? { words: notShown(nameOf(message, only.place), REFUSED), url } : { words, url };
  const said = { ...message, text: '', extras: {} };
  return { activity, carries, apart: [plainPart({ type: 'message', ...textOf(said, [line]) })] };
}

/** Labels and sources belong to the first activity; should Teams not like them, the words go without. */
function labelled(parts: Part[], { extras }: Message): Part[] {
  const entity = sourcesOf(extras);
  const [first, ...rest] = parts;
  if (!entity || !first) return parts;
  return [{ ...first, activity: { ...first.activity, entities: [entity] }, apart: [first] }, ...rest];
}
