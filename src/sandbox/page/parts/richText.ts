/** Words from bots and people as safe HTML. */
import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
const ALLOWED_TAGS = [
  'p',
  'br',
  'b',
  'strong',
  'i',
  'em',
  's',
  'u',
  'code',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'li',
  'a',
  'span',
  'div',
  'img',
];

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  // Of this machine or of the web, as in Teams; a picture may come within the words.
  if (node.nodeName === 'IMG' && !/^(https?:|data:image\/)/i.test(node.getAttribute('src') ?? '')) node.remove();
  if (node.nodeName !== 'A') return;
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer');
});

const clean = (html: string) =>
  DOMPurify.sanitize(html, {
    ALLOWED_TAGS,
    ALLOWED_ATTR: ['href', 'class', 'target', 'rel', 'start', 'src', 'alt'],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel):/i,
  });

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Plain words with their links. */
function linked(text: string): string {
  let html = '';
  let from = 0;
  for (const { index, lastIndex, url } of markdown.linkify.match(text) ?? []) {
    html += `${escaped(text.slice(from, index))}<a href="${escaped(url).replaceAll('"', '%22')}">${escaped(text.slice(index, lastIndex))}</a>`;
    from = lastIndex;
  }
  return html + escaped(text.slice(from));
}

/** `<at>Name</at>`, as it stands after escaping, becomes a mention. */
const mentions = (html: string) =>
  html.replace(/&lt;at[^&]*?&gt;(.*?)&lt;\/at&gt;/g, '<span class="mention">$1</span>');

/** One message's text, by its format. */
export function messageHtml(text: string, format: 'plain' | 'markdown' | 'xml'): string {
  if (format === 'markdown') return clean(mentions(markdown.render(text)));
  if (format === 'xml') return clean(text.replace(/<at[^>]*>(.*?)<\/at>/gs, '<span class="mention">$1</span>'));
  return clean(mentions(linked(text)).replaceAll('\n', '<br>'));
}

/** A card's text: the same, without a paragraph around a single line. */
export function inlineMarkdown(text: string): string {
  return clean(mentions(markdown.render(text))).replace(/^<p>([\s\S]*?)<\/p>\n?$/, (whole, inner: string) =>
    inner.includes('<p>') ? whole : inner,
  );
}
