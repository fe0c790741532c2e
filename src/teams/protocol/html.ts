/** The HTML beside a message's plain words: what they leave out, such as quotes, pictures and voice notes. Pure. */
import { Parser } from 'htmlparser2';

/** Something that came within the HTML and is not words. */
export type Embedded =
  { kind: 'picture'; url: string; alt: string; own: boolean } | { kind: 'voice' | 'video' | 'card' };

export interface Quoted {
  externalId: string | null;
  author: string | null;
  text: string;
}

export interface Html {
  /** The person's own words. */
  words: string;
  /** Somebody else's, passed on; null when nothing was. */
  forwarded: string | null;
  quotes: Quoted[];
  embedded: Embedded[];
}

const MOST_EMBEDDED = 50;
const MOST_QUOTES = 5;
const BLOCKS = new Set([
  'p',
  'div',
  'ul',
  'ol',
  'table',
  'tr',
  'pre',
  'codeblock',
  'blockquote',
  'h1',
  'h2',
  'h3',
  'hr',
]);
const SILENT = new Set(['script', 'style', 'title', 'head', 'noscript', 'template', 'iframe', 'object']);

type Place = 'words' | 'forwarded' | 'quote' | 'author' | 'nowhere';

export function readHtml(html: string): Html {
  return new Reader().read(html);
}

class Reader {
  private readonly words: Record<Exclude<Place, 'nowhere'>, string> = {
    words: '',
    forwarded: '',
    quote: '',
    author: '',
  };
  /** Where text goes within each element that is open. */
  private readonly open: Place[] = [];
  private readonly quotes: Quoted[] = [];
  private readonly embedded: Embedded[] = [];
  private quoteId: string | null = null;
  private hasForward = false;
  private pre = 0;

  read(html: string): Html {
    const parser = new Parser(
      {
        onopentag: (name, attributes) => this.opened(name, attributes),
        onclosetag: (name) => this.closed(name),
        ontext: (text) => this.said(text),
      },
      { decodeEntities: true },
    );
    parser.end(html);
    return {
      words: tidy(this.words.words),
      forwarded: this.hasForward ? tidy(this.words.forwarded) : null,
      quotes: this.quotes,
      embedded: this.embedded,
    };
  }

  private get place(): Place {
    return this.open.at(-1) ?? 'words';
  }

  private opened(name: string, attributes: Record<string, string>): void {
    const type = kindOf(attributes.itemtype);
    const place = this.placeIn(name, type, attributes);
    if (BLOCKS.has(name)) this.write('\n');
    if (name === 'br') this.write('\n');
    if (name === 'li') this.write('\n- ');
    if (name === 'td' || name === 'th') this.write('\t');
    if (name === 'pre') this.pre += 1;
    this.open.push(place);
    if (type === 'mention') this.write('@');
    if (place !== 'nowhere') this.embed(name, type, attributes);
  }

  private placeIn(name: string, type: string, { itemid, itemprop }: Record<string, string>): Place {
    const outer = this.place;
    if (outer === 'nowhere' || SILENT.has(name)) return 'nowhere';
    if (name === 'blockquote' && type === 'forward') {
      this.hasForward = true;
      return 'forwarded';
    }
    if (name === 'blockquote' && type === 'reply' && outer !== 'quote') {
      this.quoteId = itemid ?? null;
      this.words.quote = '';
      this.words.author = '';
      return 'quote';
    }
    if (outer !== 'quote') return outer;
    if (itemprop === 'mri') return 'author';
    return itemprop === 'time' ? 'nowhere' : outer;
  }

  private embed(name: string, type: string, attributes: Record<string, string>): void {
    const { alt = '', src, itemid = '' } = attributes;
    if (name === 'emoji' || name === 'customemoji' || (name === 'img' && type === 'emoji')) return this.write(alt);
    if (this.place === 'quote' || this.place === 'author' || this.embedded.length >= MOST_EMBEDDED) return;
    if (name === 'img' && src) {
      const own = type === 'amsimage' || /\/\/(?:[^/]*\.)?(?:asm\.skype|graph\.microsoft)\./i.test(src);
      this.embedded.push({ kind: 'picture', url: src, alt: alt.trim(), own });
    }
    if (name === 'video' || type === 'amsvideo') this.embedded.push({ kind: 'video' });
    if (name === 'audio' || type === 'amsaudio') this.embedded.push({ kind: 'voice' });
    if (name === 'uriobject') this.embedded.push({ kind: /^video/i.test(attributes.type ?? '') ? 'video' : 'voice' });
    // A link's preview names itself; a card inside says so a moment later.
    if (type === 'inputextension' && !itemid.startsWith('app-preview')) this.embedded.push({ kind: 'voice' });
    if (attributes.itemprop === 'cardId' && this.embedded.at(-1)?.kind === 'voice') {
      this.embedded[this.embedded.length - 1] = { kind: 'card' };
    }
  }

  private closed(name: string): void {
    const place = this.open.pop() ?? 'words';
    if (name === 'pre') this.pre = Math.max(0, this.pre - 1);
    if (BLOCKS.has(name)) this.write('\n');
    if (place !== 'quote' || this.place === 'quote' || this.quotes.length >= MOST_QUOTES) return;
    const text = tidy(this.words.quote);
    this.quotes.push({ externalId: this.quoteId, author: tidy(this.words.author) || null, text });
  }

  private said(text: string): void {
    this.write(this.pre > 0 ? text.replace(/ /g, '\u00a0') : text.replace(/[ \t\r\n]+/g, ' '));
  }

  private write(text: string): void {
    if (this.place !== 'nowhere') this.words[this.place] += text;
  }
}

/** `http://schema.skype.com/Reply` → `reply` */
const kindOf = (itemtype = ''): string => (itemtype.split('/').at(-1) ?? '').toLowerCase();

/** Spaces that code needs are no-break spaces until here. */
export function tidy(text: string): string {
  return text
    .replace(/[ \t\r]*\n[ \t\r]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\u00a0/g, ' ')
    .trim();
}
