/** Makes other people's words safe to show in Teams: text stays text, whatever it contains. Pure. */
import { INVISIBLE } from '../../base/names';
import { isolated } from './direction';

const MARKDOWN = /[\\`*_~[\](){}#<>&|!]/g;
/** What Markdown reads as a list or a rule when it begins a line. */
const LINE_START = /^([-+=]|\d{1,9}\.)/gm;
const BREAKS = /\r\n?|[\n\u0085\u2028\u2029]/g;

/** Without control and bidirectional characters; line breaks as `\n`, tabs as spaces. */
export function clean(text: string): string {
  return text.replace(BREAKS, '\n').replace(/\t/g, ' ').replace(INVISIBLE, '').trim();
}

/** One line of text, safe inside a card or a Markdown message. */
export function oneLine(text: string, most: number): string {
  return escapeMarkdown(clip(clean(text).replace(/\s+/g, ' '), most));
}

/** The same among words of ours, whichever way it runs. */
export function foreignLine(text: string, most: number): string {
  return isolated(oneLine(text, most));
}

/** Text that keeps its paragraphs: Teams shows a line break only for an empty line. */
export function paragraphs(text: string, most: number): string {
  return escapeMarkdown(clip(clean(text).replace(/\n\s*/g, '\n'), most)).replace(/\n/g, '\n\n');
}

/** Every character Markdown, HTML or a mention could start with is taken literally. */
export function escapeMarkdown(text: string): string {
  return text.replace(MARKDOWN, '\\$&').replace(LINE_START, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Further than any sensible character reaches beyond the cut. */
const LOOKAHEAD = 64;

/** At most `most` UTF-16 units, cut between characters as people see them, with an ellipsis when cut. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text.slice(0, most + LOOKAHEAD))) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
