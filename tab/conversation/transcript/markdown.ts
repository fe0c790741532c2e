/** Markdown of bots, made safe: no HTML, no pictures from elsewhere, links that say where they lead. */
import createDOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';
import { transcriptWords } from '../../words/transcript';

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
markdown.renderer.rules['image'] = (tokens, index) =>
  markdown.utils.escapeHtml(tokens[index]?.content || transcriptWords.message.picture);

const purify = createDOMPurify(window);
purify.addHook('afterSanitizeAttributes', (node) => {
  if (!(node instanceof HTMLAnchorElement)) return;
  node.target = '_blank';
  node.rel = 'noopener noreferrer';
  const domain = domainOf(node.href);
  if (domain && !(node.textContent ?? '').includes(domain)) node.append(` (${domain})`);
});

export function markdownToHtml(text: string): string {
  return purify.sanitize(markdown.render(text), {
    ALLOWED_TAGS: [
      'p',
      'br',
      'strong',
      'em',
      's',
      'a',
      'ul',
      'ol',
      'li',
      'code',
      'pre',
      'blockquote',
      'hr',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
    ],
    ALLOWED_ATTR: ['href', 'start'],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel):/i,
  });
}

function domainOf(href: string): string | null {
  try {
    return new URL(href).host || null;
  } catch {
    return null; // Not a web address: nothing to show.
  }
}
