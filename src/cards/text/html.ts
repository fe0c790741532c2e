/** Other people's words in a page: text stays text, whatever it contains. Pure. */
import MarkdownIt from 'markdown-it';
import { clean } from './escape';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');

/** Without what nobody sees and what turns lines round. */
export const htmlText = (text: string): string => escaped(clean(text));

/** Further, what a bot wrote is shown as it came: nobody lays out a book in a chat. */
const MOST_MARKDOWN = 20_000;

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true, maxNesting: 20 });
const { rules } = markdown.renderer;
// Nothing is fetched and nothing leads away: pictures and links say where they are.
rules.image = (tokens, index) => {
  const picture = tokens[index];
  return beside(escaped(picture?.content ?? ''), picture?.attrGet('src') ?? '');
};
rules.link_open = () => '<u>';
rules.link_close = (tokens, index) => {
  // Links hold no links: the one that ends is the last that began.
  const opened = tokens.slice(0, index).findLast(({ type }) => type === 'link_open');
  return beside('</u>', opened?.attrGet('href') ?? '');
};
rules.fence = rules.code_block = (tokens, index) => `<pre>${escaped(tokens[index]?.content ?? '')}</pre>\n`;
const beside = (words: string, address: string | number): string => `${words} (${escaped(String(address))})`;

/** What a bot said in Markdown, laid out, with nothing to press. */
export function htmlMarkdown(text: string): string {
  if (text.length > MOST_MARKDOWN) return htmlText(text);
  return markdown.render(clean(text));
}
