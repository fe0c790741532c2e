/** Bot Framework's older cards as Adaptive Cards, for whoever draws only those. Nothing on them can be pressed. Pure. */
import { choicesOf } from '../domain/choices';
import type { Attachment } from '../domain/message';

type Json = Record<string, unknown>;

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const CLASSIC =
  /^application\/vnd\.microsoft\.(card\.(hero|thumbnail|receipt|audio|video|animation)|teams\.card\.list)$/;
const MOST = 50;

/** The attachment as it is, or as a card the tab can draw. */
export function asAdaptive<T extends Pick<Attachment, 'contentType' | 'content'>>(attachment: T): T {
  const { contentType, content } = attachment;
  if (!CLASSIC.test(contentType) || typeof content !== 'object' || content === null) return attachment;
  const card = content as Json;
  const buttons = choicesOf({ extras: {}, attachments: [{ contentType, content, name: null, url: null }] });
  const body = [
    ...pictures(card),
    ...line(card['title'], { weight: 'Bolder', size: 'Medium' }),
    ...line(card['subtitle'], { isSubtle: true, spacing: 'None' }),
    ...line(card['text'], {}),
    ...facts(card),
    ...links(card),
  ];
  const actions = buttons.map(({ title }) => ({ type: 'Action.Submit', title }));
  return {
    ...attachment,
    contentType: ADAPTIVE,
    content: { type: 'AdaptiveCard', version: '1.5', body, ...(actions.length > 0 && { actions }) },
  };
}

function line(text: unknown, style: Json): Json[] {
  return typeof text === 'string' && text.trim() !== '' ? [{ type: 'TextBlock', wrap: true, text, ...style }] : [];
}

function pictures(card: Json): Json[] {
  const found = [...listIn(card, 'images'), card['image']].flatMap((one) => {
    const { url, alt } = (typeof one === 'object' && one !== null ? one : {}) as Json;
    return typeof url === 'string' ? [{ type: 'Image', url, altText: typeof alt === 'string' ? alt : '' }] : [];
  });
  return found.slice(0, MOST);
}

/** What a receipt adds up, and what a list lists. */
function facts(card: Json): Json[] {
  const rows = [
    ...listIn(card, 'facts').map((fact) => pair(fact, 'key', 'value')),
    ...listIn(card, 'items').map((item) => pair(item, 'title', 'price', 'subtitle')),
    ...['tax', 'vat', 'total'].map((name) => ({
      title: name.replace(/^./, (c) => c.toUpperCase()),
      value: said(card[name]),
    })),
  ].filter(({ title, value }) => value !== '' || (title !== '' && !['Tax', 'Vat', 'Total'].includes(title)));
  return rows.length === 0 ? [] : [{ type: 'FactSet', facts: rows.slice(0, MOST) }];
}

function pair(row: unknown, title: string, ...values: string[]): { title: string; value: string } {
  const fields = (typeof row === 'object' && row !== null ? row : {}) as Json;
  return {
    title: said(fields[title]),
    value: values.map((name) => said(fields[name])).find((one) => one !== '') ?? '',
  };
}

/** Sounds and films are not played here; where they are is said. */
function links(card: Json): Json[] {
  return listIn(card, 'media').flatMap((one) =>
    line(said((one as Json | null)?.['url']), { size: 'Small', isSubtle: true }),
  );
}

const said = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

function listIn(card: Json, name: string): unknown[] {
  const list = card[name];
  return Array.isArray(list) ? (list as unknown[]).slice(0, MOST) : [];
}
