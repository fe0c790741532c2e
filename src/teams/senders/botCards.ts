/** Bots' cards and choices in the shapes Teams takes from a bot. Pure. */
import type { Attachment as BotAttachment, CardAction } from 'botbuilder';
import { clip } from '../../cards/text/escape';
import { buttonsOf, valueOf, wordsOf } from '../../domain/choices';
import type { Attachment, Choice, MessageExtras } from '../../domain/message';
import { playWords } from '../../cards/words/names';

type Json = Record<string, unknown>;

const CARD = 'application/vnd.microsoft.card.';
const ADAPTIVE = `${CARD}adaptive`;
const HERO = `${CARD}hero`;
/** Kinds that Teams does not take from bots: they become a hero card whose button leads to what they would play. */
const MEDIA = new Set([`${CARD}audio`, `${CARD}video`, `${CARD}animation`]);
/** Teams' rule for the buttons of one card. */
const MOST_BUTTONS = 6;
const MOST_TITLE = 100;

export function isCard({ contentType, content }: Pick<Attachment, 'contentType' | 'content'>): boolean {
  const isKind = contentType.startsWith(CARD) || contentType.startsWith('application/vnd.microsoft.teams.card.');
  return isKind && typeof content === 'object' && content !== null;
}

/** One card as Teams takes it; its further buttons follow on cards of their own. */
export function cardsFor(
  { contentType, name, content }: Attachment,
  place: { messageId: string; firstIndex: number },
): BotAttachment[] {
  const card = content as Json;
  const named = name === null ? {} : { name };
  if (contentType === ADAPTIVE) return [{ contentType, ...named, content: adaptive(card) }];
  const buttons = buttonsOf({ contentType, content });
  if (!contentType.startsWith(CARD)) return [{ contentType, ...named, content: card }];
  const isMedia = MEDIA.has(contentType);
  const links = isMedia ? playLinks(card) : [];
  const all = [...links, ...buttons.flatMap((button, i) => action(button, { ...place, index: place.firstIndex + i }))];
  const shown = { ...(isMedia ? mediaAsHero(card) : card), ...tapOf(card), buttons: all.slice(0, MOST_BUTTONS) };
  const rest = all.slice(MOST_BUTTONS);
  return [{ contentType: isMedia ? HERO : contentType, ...named, content: shown }, ...buttonCards(rest)];
}

/** What a bot offers to press, six to a card; a press names the choice, whatever its value. */
export function choiceCards(choices: readonly Choice[], messageId: string): BotAttachment[] {
  return buttonCards(choices.flatMap((choice, index) => action(choice, { messageId, index })));
}

function buttonCards(actions: CardAction[]): BotAttachment[] {
  const cards: BotAttachment[] = [];
  for (let from = 0; from < actions.length; from += MOST_BUTTONS) {
    const buttons = actions.slice(from, from + MOST_BUTTONS);
    // Phones fold buttons of later cards away, so those are named in words, too.
    const text = from === 0 ? {} : { text: buttons.map(({ title }) => title).join(' · ') };
    cards.push({ contentType: HERO, content: { ...text, buttons } });
  }
  return cards;
}

/** A link stays one; everything else comes back under the desk's own name of it. */
function action(choice: Choice, key: { messageId: string; index: number }): CardAction[] {
  const title = clip(choice.title, MOST_TITLE);
  if (choice.type === 'openUrl') {
    return typeof choice.value === 'string' && isLink(choice.value)
      ? [{ type: 'openUrl', title, value: choice.value }]
      : [];
  }
  const words = wordsOf(choice);
  // What is posted back silently leaves no words in the chat.
  const shown = choice.type === 'postBack' ? {} : { displayText: words };
  return [{ type: 'messageBack', title, text: words, ...shown, value: valueOf(key) }];
}

export function isLink(value: string): boolean {
  return /^(https?:\/\/|mailto:|tel:|msteams:)/i.test(value);
}

export function signInCard({ title, url }: NonNullable<MessageExtras['signIn']>): BotAttachment {
  // Teams opens a sign-in of its own only for hosts an app names; any other page opens in the browser.
  const type = /(^|\.)botframework\.(com|us)$/.test(new URL(url).hostname) ? 'signin' : 'openUrl';
  return { contentType: `${CARD}signin`, content: { text: '', buttons: [{ type, title, value: url }] } };
}

function tapOf({ tap }: Json): Json {
  const { type, value } = (typeof tap === 'object' && tap !== null ? tap : {}) as Json;
  const leads = String(type).toLowerCase() === 'openurl' && typeof value === 'string' && isLink(value);
  return tap === undefined ? {} : { tap: leads ? tap : undefined };
}

function mediaAsHero(card: Json): Json {
  const { title, subtitle, text, image } = card;
  const still = (typeof image === 'object' && image !== null ? image : {}) as Json;
  const gif = linksIn(card).find((url) => /\.(gif|png|jpe?g)(\?|$)/i.test(url));
  const picture = typeof still['url'] === 'string' ? still['url'] : gif;
  return {
    ...(title !== undefined && { title }),
    ...(subtitle !== undefined && { subtitle }),
    ...(text !== undefined && { text }),
    ...(picture !== undefined && { images: [{ url: picture, alt: still['alt'] ?? title ?? '' }] }),
  };
}

function playLinks(card: Json): CardAction[] {
  return linksIn(card).map((value, i, all) => ({
    type: 'openUrl',
    title: playWords(i + 1, all.length),
    value,
  }));
}

function linksIn({ media }: Json): string[] {
  if (!Array.isArray(media)) return [];
  const urls = media.map((one: unknown) => (typeof one === 'object' && one !== null ? (one as Json)['url'] : one));
  return urls.filter((url): url is string => typeof url === 'string' && isLink(url)).slice(0, MOST_BUTTONS);
}

/** Teams draws no later version. */
const VERSION = 1.5;

/** Over Direct Line nobody answers an Action.Execute or a refresh, so the one is sent on and the other left out. */
function adaptive(card: Json): Json {
  const { refresh: _, authentication: __, ...rest } = card;
  const version = Number(card['version']);
  const known = Number.isFinite(version) && version > 0 ? Math.min(version, VERSION) : VERSION;
  return { ...(sent(rest) as Json), type: 'AdaptiveCard', version: known.toFixed(1) };
}

function sent(node: unknown): unknown {
  if (Array.isArray(node)) return (node as unknown[]).map((one) => sent(one));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node as Json).map(([key, value]) => [key, key === 'data' ? value : sent(value)]);
  const copy = Object.fromEntries(entries) as Json;
  if (copy['type'] === 'Action.Execute') return submit(copy);
  if (copy['type'] === 'Action.Submit' && typeof copy['data'] === 'string') {
    return { ...copy, data: { msteams: { type: 'imBack', value: copy['data'] } } };
  }
  return copy;
}

function submit({ verb, fallback, data, ...rest }: Json): Json {
  const other = typeof fallback === 'object' && fallback !== null ? (fallback as Json) : null;
  if (other && String(other['type']).startsWith('Action.')) return { ...rest, ...other };
  const said = typeof data === 'object' && data !== null ? data : data === undefined ? {} : { data };
  return { ...rest, type: 'Action.Submit', data: { ...said, ...(verb !== undefined && { verb }) } };
}
