/**
 * What an activity says, whoever sent it and by whichever way in: text, values, attachments.
 * One path for Direct Line, skills, REST bots and imported transcripts. Pure; never throws, and what comes out can
 * be stored.
 */
import { botErrorWords, cutWords, moreChoices } from '../../cards/words/customer/bot';
import { toChoice } from '../../domain/choices';
import type { IncomingAttachment } from '../../domain/file';
import type { Choice, MessageExtras } from '../../domain/message';
import { type Attached, isSignIn, readAttached, signInLink } from './attachments';
import { readLabels } from './citations';
import { cut, storable } from '../../base/storable';
import { field, isRecord, type JsonRecord, storableJson, textOf } from './foreignJson';
import { CONTENT_LIMITS } from './limits';
import { wordsInMarkup } from './markup';
import { plainValue } from './plainValue';

export interface Content {
  text: string;
  format: 'plain' | 'markdown';
  attachments: IncomingAttachment[];
  extras: MessageExtras;
}

export interface Said {
  by: 'bot' | 'customer';
  /** A message without words says in words what its value is, such as what was entered on a card. */
  valueInWords?: boolean;
}

export function readContent(activity: JsonRecord, { by, valueInWords = by === 'customer' }: Said): Content {
  const attached = readAttached(field(activity, 'attachments'));
  const { text: own, format } = writtenIn(activity);
  const { text: said, labels } = readLabels(activity, together(own, attached));
  const offered = by === 'bot' ? actionsIn(field(activity, 'suggestedActions')) : [];
  const signIn = attached.signIn ?? signInLink(offered);
  const choices = choicesIn(offered);
  const isSilent = said === '' && attached.attachments.length === 0;
  const instead = () =>
    (valueInWords && valueIn(activity)) || spokenIn(activity) || choices.map(({ title }) => title).join(' · ');
  const text = (by === 'bot' && botError(said)) || said || (isSilent ? instead() : '');
  const unshown = offered.slice(CONTENT_LIMITS.choices).map((action) => toChoice(action).title);
  return {
    text: [fitting(text), ...(unshown.length > 0 ? [moreChoices(unshown)] : [])].join('\n\n'),
    format,
    attachments: attached.attachments,
    extras: {
      ...labels,
      ...(choices.length > 0 && { choices }),
      ...(by === 'bot' && signIn && { signIn }),
      ...(attached.attachments.length > 1 && isCarousel(activity) && { carousel: true }),
    },
  };
}

export function saysNothing({ text, attachments, extras }: Content): boolean {
  return text === '' && attachments.length === 0 && !extras.choices;
}

function writtenIn(activity: JsonRecord): Pick<Content, 'text' | 'format'> {
  const format = String(textOf(field(activity, 'textFormat'), 20)).toLowerCase();
  const text = textOf(field(activity, 'text'), Infinity) ?? '';
  if (format === 'xml' || format === 'html') return { text: wordsInMarkup(text), format: 'plain' };
  return { text, format: format === 'plain' ? 'plain' : 'markdown' };
}

/** Words that came beside the text, unless they are a second copy of it. */
function together(text: string, { words, twins, asks }: Attached): string {
  const isNew = (one: string) => one !== '' && letters(one) !== letters(text) && !text.includes(one);
  const others = [...(text === '' ? twins : []), ...words, ...asks].filter(isNew);
  return [text, ...others].filter((one) => one !== '').join('\n\n');
}

const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '');

function valueIn(activity: JsonRecord): string {
  const value = field(activity, 'value');
  if (!isRecord(value)) return textOf(value, CONTENT_LIMITS.text) ?? '';
  return Object.entries(value)
    .slice(0, 100)
    .map(([name, item]) => `${name}: ${String(plainValue(item) ?? '')}`)
    .join('\n');
}

function spokenIn(activity: JsonRecord): string {
  const spoken = textOf(field(activity, 'speak'), Infinity) ?? textOf(field(activity, 'summary'), Infinity) ?? '';
  return spoken.includes('<') ? wordsInMarkup(spoken) : spoken.trim();
}

function isCarousel(activity: JsonRecord): boolean {
  return String(textOf(field(activity, 'attachmentLayout'), 40)).toLowerCase() === 'carousel';
}

/** Named in words, if they are not buttons. */
const MOST_OFFERED = 1_000;

/** What is left out is said. */
function fitting(text: string): string {
  const kept = storable(text);
  if (kept.trim() === '') return '';
  if (kept.length <= CONTENT_LIMITS.text) return kept;
  const shown = cut(kept, CONTENT_LIMITS.text);
  return `${shown}\n\n${cutWords(kept.length - shown.length + 1)}`;
}

function actionsIn(suggested: unknown): unknown[] {
  const actions = isRecord(suggested) ? field(suggested, 'actions') : suggested;
  if (!Array.isArray(actions)) return [];
  return (actions as unknown[])
    .filter((action) => typeof action === 'string' || isRecord(action))
    .slice(0, MOST_OFFERED);
}

/** The link of one that signs in is kept apart. */
function choicesIn(actions: unknown[]): Choice[] {
  return actions.slice(0, CONTENT_LIMITS.choices).flatMap((action) => {
    const kept = isSignIn(action) ? undefined : storableJson(action, CONTENT_LIMITS.card);
    return kept === undefined ? [] : [toChoice(kept)];
  });
}

/** Copilot Studio's own words for "this failed": a code, and the conversation's id for whoever looks it up. */
function botError(text: string): string | null {
  if (text.length > 2_000) return null;
  const code = /\berror code:?\**:?\s*`?([A-Za-z0-9_.-]{2,80}?)`?[.,;]?\s*(?:\n|$|\s)/i.exec(text)?.[1];
  return code !== undefined && /\bconversation id\b/i.test(text) ? botErrorWords(code) : null;
}
