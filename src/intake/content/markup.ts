/** Words out of HTML, XML and spoken markup, in one pass however it is written. Pure. */

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const BREAKS = /^(br|\/p|\/div|\/li|\/h[1-6]|\/tr|\/blockquote|\/s)$/;
const UNREAD = /^(script|style|head)$/;

/** Without tags; blocks become lines, pictures their alternative text, and what is not meant to be read is left out. */
export function wordsInMarkup(markup: string): string {
  let words = '';
  let at = 0;
  while (at < markup.length) {
    const open = markup.indexOf('<', at);
    words += markup.slice(at, open === -1 ? undefined : open);
    if (open === -1) break;
    if (!/[a-z/!?]/i.test(markup.charAt(open + 1))) {
      words += '<';
      at = open + 1;
      continue;
    }
    const comment = markup.startsWith('<!--', open);
    const close = markup.indexOf(comment ? '-->' : '>', open);
    if (close === -1) {
      words += comment ? '' : markup.slice(open);
      break;
    }
    at = close + (comment ? 3 : 1);
    const tag = comment ? '' : markup.slice(open + 1, close);
    const name = /^\/?[a-z0-9]*/i.exec(tag)?.[0].toLowerCase() ?? '';
    if (BREAKS.test(name)) words += '\n';
    if (name === 'li') words += '- ';
    if (name === 'img') words += /\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag)?.slice(1).join('') ?? '';
    if (UNREAD.test(name)) {
      const end = markup.indexOf(`</${name}`, at);
      if (end === -1) break;
      at = end;
    }
  }
  return words
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, entity: string) => characterOf(entity) ?? whole)
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
