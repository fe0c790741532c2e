/** A transcript as one page that fetches nothing, runs nothing and leads nowhere. Pure. */
import { createHash } from 'node:crypto';
import { htmlMarkdown, htmlText } from '../../cards/text/html';
import {
  attachmentWords,
  CAPTURED,
  EDITED,
  FORWARDED,
  NOT_DELIVERED,
  OFFERED_ANSWERS,
  QUOTED,
  REACTIONS,
  SOURCES,
  titleOf,
} from '../../cards/words/agent/transcript';
import type { AttachmentFacts, Said, TranscriptFacts, TranscriptPart } from '../../domain/export/transcript';

const STYLE = `
:root { color-scheme: light dark; --soft: #616161; --line: #d1d1d1; --said: #f0f0f0; --agent: #e8ebfa; --note: #fff4ce; }
@media (prefers-color-scheme: dark) {
  :root { --soft: #adadad; --line: #525252; --said: #292929; --agent: #2f2f4a; --note: #433519; }
}
body { font: 15px/1.45 'Segoe UI', system-ui, sans-serif; max-width: 760px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 24px; margin: 0 0 16px; }
h2 { font-size: 14px; margin: 32px 0 12px; border-bottom: 1px solid var(--line); padding-bottom: 4px; }
dl { display: grid; grid-template-columns: minmax(96px, max-content) 1fr; gap: 4px 16px; margin: 0 0 16px; }
dt, time, .about, .event { color: var(--soft); font-size: 13px; }
dd { margin: 0; }
dd, .words, .about, .event { overflow-wrap: anywhere; }
ol.chat { list-style: none; margin: 0; padding: 0; }
.said { margin: 0 0 12px; padding: 8px 12px; border-radius: 8px; background: var(--said); max-width: 88%; width: fit-content; break-inside: avoid; }
.agent, .desk { background: var(--agent); margin-inline-start: auto; }
.note { background: var(--note); border: 1px dashed var(--line); margin-inline-start: auto; }
.desk { font-style: italic; }
.head { display: flex; gap: 8px; align-items: baseline; flex-wrap: wrap; font-weight: 600; font-size: 13px; }
.head time { font-weight: 400; }
.words { white-space: pre-wrap; text-align: start; }
.words.laid { white-space: normal; }
.laid > :first-child { margin-top: 0; } .laid > :last-child { margin-bottom: 0; }
.laid h1, .laid h2, .laid h3, .laid h4, .laid h5, .laid h6 { font-size: 15px; border: 0; margin: 8px 0 4px; }
.laid table { border-collapse: collapse; } .laid th, .laid td { border: 1px solid var(--line); padding: 2px 8px; }
pre { white-space: pre-wrap; font-size: 13px; }
blockquote { margin: 0 0 4px; padding-inline-start: 8px; border-inline-start: 3px solid var(--line); color: var(--soft); white-space: pre-wrap; }
.event { text-align: center; margin: 0 0 12px; }
figure { margin: 8px 0 0; } img { max-width: 100%; max-height: 480px; border-radius: 4px; }
@media (max-width: 480px) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 8px; } .said { max-width: 100%; } }
@media print { body { max-width: none; padding: 0; } .said { border: 1px solid var(--line); } }
`;

/** Nothing but this page's own look and the pictures within it. */
const POLICY = `default-src 'none'; img-src data:; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

export function htmlHead({ facts, captured, written, kept, ...of }: TranscriptFacts): string {
  const title = htmlText(titleOf(of));
  const rows = facts.flatMap(([name, value]) => (value ? [row(name, value)] : []));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1 dir="auto">${title}</h1>
<dl>${rows.join('')}</dl>
${captured && captured.length > 0 ? `<h2>${CAPTURED}</h2>\n<dl>${captured.map(({ name, value }) => row(name, value)).join('')}</dl>\n` : ''}<p class="about">${htmlText(written)}<br>${kept}</p>
<ol class="chat">
`;
}

export const HTML_END = '</ol>\n</body>\n</html>\n';

const row = (name: string, value: string): string =>
  `<dt dir="auto">${htmlText(name)}</dt><dd class="words" dir="auto">${htmlText(value)}</dd>`;

/** What stands before and behind each of its attachments. */
export function htmlPart(part: TranscriptPart): { open: string; close: string } {
  switch (part.kind) {
    case 'day':
      return { open: `<li><h2>${htmlText(part.words)}</h2>`, close: '</li>\n' };
    case 'event':
      return { open: `<li class="event"><bdi>${htmlText(part.words)}</bdi> · ${time(part)}`, close: '</li>\n' };
    case 'said':
      return { open: said(part), close: `${behind(part)}</li>\n` };
  }
}

const time = ({ at, time: words }: { at: string; time: string }): string => `<time datetime="${at}">${words}</time>`;

function said(part: Said): string {
  const { side, voice, isEdited, text, format, quote, answers } = part;
  const words = format === 'markdown' ? htmlMarkdown(text) : htmlText(text);
  return [
    `<li class="said ${side}">`,
    `<div class="head"><bdi>${htmlText(voice)}</bdi> ${time(part)}${isEdited ? ` <span>${EDITED}</span>` : ''}</div>`,
    part.forwarded ? `<div class="about">${FORWARDED}</div>` : '',
    quote ? `<blockquote dir="auto">${htmlText(QUOTED(quote.author))}: ${htmlText(quote.text)}</blockquote>` : '',
    text === '' ? '' : `<div class="words${format === 'markdown' ? ' laid' : ''}" dir="auto">${words}</div>`,
    answers.length > 0 ? `<dl>${answers.map(({ label, value }) => row(label, value)).join('')}</dl>` : '',
  ].join('');
}

function behind({ choices, sources, reactions, failed }: Said): string {
  return [
    about(OFFERED_ANSWERS, choices),
    about(SOURCES, sources),
    about(REACTIONS, reactions),
    failed ? `<div class="about">${htmlText(NOT_DELIVERED(failed.reason))}</div>` : '',
  ].join('');
}

const about = (name: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `<div class="about" dir="auto">${name}: ${items.map(htmlText).join(' | ')}</div>`;

/** An attachment by its name; around a picture, whose bytes stand between the two. */
export const htmlAttachment = (facts: AttachmentFacts): string =>
  `<div class="about" dir="auto">${htmlText(attachmentWords(facts))}</div>`;
export function htmlPicture(facts: AttachmentFacts & { kind: 'file' }): { open: string; close: string } {
  const words = htmlText(attachmentWords(facts));
  return {
    open: `<figure><img alt="${words}" src="data:${facts.contentType};base64,`,
    close: `"><figcaption class="about" dir="auto">${words}</figcaption></figure>`,
  };
}
