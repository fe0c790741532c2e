/** Teams' marks within plain words: mentions, quotes, and characters written as HTML. Pure. */
import type { Mention } from '../../arrival/mentions';
import type { Incoming } from '../protocol/activity';
import { tidy } from '../protocol/html';

const QUOTED = /<quoted\b[^<>]{0,1000}?(?:\/>|>\s*<\/quoted>)/gi;
const AT = /<at(?:\s[^<>]{0,500})?>([^<>]{0,500})<\/at>/gi;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
const ENTITY = /&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi;

function decoded(text: string): string {
  return text.replace(
    ENTITY,
    (mark, name: string | undefined, decimal: string | undefined, hex: string | undefined) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? mark;
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      const isCharacter = code > 0x1f && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isCharacter ? String.fromCodePoint(code) : mark;
    },
  );
}

/** Without mentions of the bot itself: they only say to whom one speaks. One name may come as several mentions. */
function withoutBot({ entities, recipient }: Incoming, text: string): string {
  const marks = entities.flatMap((e) =>
    e.type === 'mention' && e.mentioned?.id === recipient.id && e.text ? [e.text] : [],
  );
  return marks.reduce((words, mark) => words.replace(mark, ' '), text);
}

/** What a customer said. Only marks that Teams itself vouches for are marks; all else is to the letter. */
export function withoutMarkup(activity: Incoming, html: string): string {
  const said = activity.text ?? '';
  const quoted = activity.entities.some(({ type }) => type.toLowerCase() === 'quotedreply');
  let text = withoutBot(activity, said);
  if (quoted || /^\s*<quoted\b/i.test(said)) text = text.replace(QUOTED, '');
  for (const { type, text: mark, mentioned } of activity.entities) {
    if (type === 'mention' && mark && mentioned?.id !== activity.recipient.id) {
      text = text.replace(mark, () => `@${mark.replace(AT, '$1')}`);
    }
  }
  // Some clients write `<` as `&lt;`: the HTML beside it knows.
  const plain = decoded(text);
  const same = (a: string, b: string) => a.replace(/\s+/g, '') === b.replace(/\s+/g, '');
  return tidyWords(plain !== text && html !== '' && same(plain, html) && !same(text, html) ? plain : text);
}

/** What a colleague wrote in a thread: there Teams always writes markup. */
export function noteWords(activity: Incoming): string {
  return tidy(
    decoded(
      withoutBot(activity, activity.text ?? '')
        .replace(QUOTED, '')
        .replace(AT, '@$1'),
    ),
  );
}

/** Colleagues named in a note; by the entity where there is one, else by the mark. */
export function mentionsIn(activity: Incoming): Mention[] {
  const named = activity.entities.flatMap(({ type, mentioned, text }) =>
    type === 'mention' && mentioned && mentioned.id !== activity.recipient.id
      ? [{ teamsUserId: mentioned.id, name: mentioned.name ?? decoded((text ?? '').replace(AT, '$1')).trim() }]
      : [],
  );
  const marked = [...withoutBot(activity, activity.text ?? '').matchAll(AT)].map(([, name = '']) =>
    decoded(name).trim(),
  );
  const rest = marked.filter((name) => name !== '' && !named.some((mention) => mention.name === name));
  return [...named, ...rest.map((name) => ({ teamsUserId: null, name }))].slice(0, MOST_MENTIONS);
}

const MOST_MENTIONS = 20;

const tidyWords = (text: string): string => text.replace(/\r\n?/g, '\n').trim();
