/** The words of a Markdown text, for places that show it in one line. Pure. */

/** Further than any such place shows. */
const MOST = 4_000;

export function withoutMarkdown(text: string): string {
  return text
    .slice(0, MOST)
    .replace(/^[ \t]{0,3}(#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)/gm, '')
    .replace(/^[ \t]{0,3}([-*_][ \t]*){3,}$/gm, '')
    .replace(/!?\[([^\][\n]{0,300})\]\([^()\s]{0,2000}\)/g, '$1')
    .replace(/(\*\*|~~)(?=\S)([^\n]{1,500}?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}_])__(?=\S)([^\n]{1,500}?)(?<=\S)__(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=[^\s*_])([^\n*_]{1,500}?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
    .replace(/`{1,3}([^`\n]{1,500})`{1,3}/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!>~-])/g, '$1');
}
