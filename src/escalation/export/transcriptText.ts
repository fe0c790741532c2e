/** A transcript as plain text. Words of people never begin a line of their own: nobody can make one up. Pure. */
import { clean } from '../../cards/text/escape';
import { isolated } from '../../cards/text/direction';
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
import type { Said, TranscriptFacts, TranscriptPart } from '../../domain/export/transcript';

export function textHead({ facts, captured, written, kept, ...of }: TranscriptFacts): string {
  const lines = [
    titleOf(of),
    ...facts.flatMap(([name, value]) => (value ? [`${name}: ${indented(value)}`] : [])),
    ...(captured && captured.length > 0
      ? [`${CAPTURED}:`, ...captured.map(({ name, value }) => `    ${indented(name)}: ${indented(value)}`)]
      : []),
    '',
    written,
    kept,
  ];
  return `${lines.join('\n')}\n`;
}

export function textPart(part: TranscriptPart): string {
  switch (part.kind) {
    case 'day':
      return `\n${part.words}\n\n`;
    case 'event':
      return `${part.time} [${indented(part.words)}]\n`;
    case 'said':
      return `${part.time} ${voiceOf(part)}: ${linesOf(part).map(indented).join('\n    ')}\n`;
  }
}

function voiceOf({ voice, isEdited }: Said): string {
  const name = isolated(clean(voice).replace(/\s+/g, ' '));
  return isEdited ? `${name} (${EDITED})` : name;
}

function linesOf(said: Said): string[] {
  const { text, quote, answers, choices, sources, reactions, attachments } = said;
  const named = (name: string, items: readonly string[]) =>
    items.length > 0 ? [`[${name}: ${items.join(' | ')}]`] : [];
  return [
    ...(quote ? [`[${QUOTED(quote.author)}: ${quote.text}]`] : []),
    ...(said.forwarded ? [`[${FORWARDED}]`] : []),
    ...(text === '' ? [] : [text]),
    ...answers.map(({ label, value }) => `[${label}: ${value}]`),
    ...attachments.map((one) => `[${attachmentWords(one)}]`),
    ...named(OFFERED_ANSWERS, choices),
    ...named(SOURCES, sources),
    ...named(REACTIONS, reactions),
    ...(said.failed ? [`[${NOT_DELIVERED(said.failed.reason)}]`] : []),
  ];
}

const indented = (words: string): string => isolated(clean(words)).replace(/\n/g, '\n    ');
