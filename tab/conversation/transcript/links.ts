/** Web and mail addresses in plain words. Loaded with the first words that may hold one. */
import { linkifyit } from 'linkify-it';

const linkify = linkifyit({ fuzzyEmail: true, fuzzyIP: false });

export type Piece = { text: string; href: string | null; host: string | null };

/** The words in pieces; what is shown is what was written, and a link that hides its host names it. */
export function linkPieces(words: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index, lastIndex, url } of linkify.match(words) ?? []) {
    if (!/^(https?|mailto):/i.test(url)) continue;
    if (index > from) pieces.push({ text: words.slice(from, index), href: null, host: null });
    const text = words.slice(index, lastIndex);
    pieces.push({ text, href: url, host: hostBeside(text, url) });
    from = lastIndex;
  }
  if (from < words.length) pieces.push({ text: words.slice(from), href: null, host: null });
  return pieces;
}

/** The host, where the words alone could mislead about it: letters of another script that look alike. */
function hostBeside(text: string, url: string): string | null {
  if (!URL.canParse(url) || url.toLowerCase().startsWith('mailto:')) return null;
  const { host } = new URL(url);
  const begins = text.toLowerCase().replace(/^https?:\/\//, '');
  return begins === host || begins.startsWith(`${host}/`) || begins.startsWith(`${host}?`) ? null : host;
}
