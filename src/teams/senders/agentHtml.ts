/** What an agent typed as Teams' HTML, the one format in which no character of plain text means anything else. Pure. */
import { clean } from '../../cards/text/escape';

const URLS = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;
const LINKS = /\[([^\]\n]+)\]\((https?:\/\/[^\s)<>"']+)\)|https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;
/** Stand for a link while the words around it are read; nobody types them. */
const [OPEN, SHUT] = ['\uE000', '\uE001'];
const PLACES = /\uE000(\d+)\uE001/g;

export const escaped = (part: string) =>
  part.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const anchor = (url: string, words = url) => `<a href="${escaped(url)}">${escaped(words)}</a>`;

/** To the letter; addresses can be followed. */
export function plainHtml(text: string): string {
  let result = '';
  let from = 0;
  const plain = clean(text);
  for (const { index, 0: url } of plain.matchAll(URLS)) {
    result += escaped(plain.slice(from, index)) + anchor(url);
    from = index + url.length;
  }
  return (result + escaped(plain.slice(from))).replace(/\n/g, '<br/>');
}

/** With bold, italics, links and lists; Teams on Android shows no lists, so their points are characters. */
export function markdownHtml(text: string): string {
  const links: string[] = [];
  const words = clean(text)
    .replace(/[\uE000\uE001]/g, '')
    .replace(LINKS, (url: string, label?: string, target?: string) => {
      links.push(target === undefined ? anchor(url) : anchor(target, label));
      return `${OPEN}${links.length - 1}${SHUT}`;
    });
  return escaped(words)
    .replace(/^[-*] (?=\S)/gm, '• ')
    .replace(/\*\*(?=\S)([^*\n]*[^\s*])\*\*/g, '<b>$1</b>')
    .replace(/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]*)(?<=[^\s_])_(?![\p{L}\p{N}_])/gu, '<i>$1</i>')
    .replace(PLACES, (_, place: string) => links[Number(place)] ?? '')
    .replace(/\n/g, '<br/>');
}
