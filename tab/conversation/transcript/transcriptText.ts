/** A whole transcript for the clipboard and for paper. Loaded when it is asked for. */
import type { Escalation, EscalationEvent, Message } from '../../../src/contract/api';
import { fetchInto } from '../messages/fetchTranscript';
import { EMPTY } from '../messages/messageList';
import { happenedWords } from '../messages/happened';
import { messageWords } from '../messages/messageWords';
import { customerOf } from '../../parts/customer';
import { clockWords, dayOf, fullDateWords } from '../../words/times';
import { transcriptWords } from '../../words/transcript';

/** All of it, also what has not been scrolled to. */
export async function wholeTranscript(escalationId: string): Promise<Message[]> {
  return (await fetchInto(EMPTY, escalationId, { after: 0, limit: null })).items;
}

interface Line {
  /** Before the first line of a day. */
  day: string | null;
  head: string;
  /** Null: an event, of which all stands in its head. */
  said: Said | null;
}

/** What it answers, its words, and what came with it. */
interface Said {
  quoted: string;
  words: string;
  isMarkdown: boolean;
  files: string;
}

type Events = readonly EscalationEvent[];

function linesOf(messages: Message[], events: Events, locale: string): Line[] {
  const { asText } = transcriptWords;
  const lines: (Omit<Line, 'day'> & { at: string })[] = [];
  let told = 0;
  const tellUpTo = (seq: number) => {
    for (let event = events[told]; event && event.afterSeq < seq; event = events[told]) {
      told += 1;
      const head = asText.happened({ time: clockWords(event.at, locale), what: happenedWords(event, null) });
      lines.push({ at: event.at, head, said: null });
    }
  };
  for (const message of messages) {
    tellUpTo(message.seq);
    const head = `${clockWords(message.sentAt, locale)} ${voiceOf(message)}`;
    lines.push({ at: message.sentAt, head, said: saidOf(message) });
  }
  tellUpTo(Infinity);
  return lines.map(({ at, ...line }, index) => {
    const before = lines[index - 1];
    const isNewDay = !before || dayOf(before.at) !== dayOf(at);
    return { ...line, day: isNewDay ? fullDateWords(at, locale) : null };
  });
}

function saidOf({ quote, text, format, attachments, deletedAt }: Message): Said {
  if (deletedAt) return { quoted: '', words: transcriptWords.message.deleted, isMarkdown: false, files: '' };
  return {
    quoted: (quote?.text.split('\n') ?? []).map((line) => `> ${line}`).join('\n'),
    words: text,
    isMarkdown: format === 'markdown',
    files: attachments.map((attachment) => messageWords({ text: '', attachments: [attachment] })).join('\n'),
  };
}

const asPlain = ({ quoted, words, files }: Said): string => [quoted, words, files].filter(Boolean).join('\n');

function voiceOf({ author, note, whisperTo, delivery }: Message): string {
  const { asText } = transcriptWords;
  const isFailed = delivery?.state === 'failed';
  if (author.kind === 'system' && !note) return isFailed ? asText.notToldCustomer : asText.toldCustomer;
  const name = author.kind === 'bot' ? asText.bot({ name: author.name }) : author.name;
  if (whisperTo) return asText.whisper({ name, to: whisperTo.name });
  return note ? asText.note({ name }) : isFailed ? asText.notDelivered({ voice: name }) : name;
}

const titleOf = (escalation: Escalation): string =>
  transcriptWords.asText.title({
    number: escalation.number,
    customer: customerOf(escalation),
    queue: escalation.queue.name,
  });

export function transcriptText(escalation: Escalation, messages: Message[], events: Events, locale: string): string {
  const lines = linesOf(messages, events, locale).flatMap(({ day, head, said }) => [
    ...(day ? ['', day] : []),
    said === null ? head : `${head}: ${asPlain(said)}`,
  ]);
  return [titleOf(escalation), ...lines, ''].join('\n');
}

/**
 * Prints the words alone: what is on the screen is a window onto them.
 * @param layOut Markdown as safe HTML
 */
export function printTranscript(
  escalation: Escalation,
  messages: Message[],
  events: Events,
  locale: string,
  layOut: (markdown: string) => string,
): void {
  const sheet = document.createElement('div');
  sheet.className = 'transcript-sheet';
  const add = (parent: HTMLElement, tag: string, text: string): HTMLElement => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.dir = 'auto';
    parent.append(element);
    return element;
  };
  add(sheet, 'h1', titleOf(escalation));
  for (const { day, head, said } of linesOf(messages, events, locale)) {
    if (day) add(sheet, 'h2', day);
    const line = add(sheet, 'section', '');
    add(line, said === null ? 'em' : 'strong', head);
    if (said === null) continue;
    if (said.quoted !== '') add(line, 'div', said.quoted);
    const words = add(line, 'div', said.words);
    if (said.isMarkdown) {
      words.className = 'laid-out';
      words.innerHTML = layOut(said.words);
    }
    if (said.files !== '') add(line, 'div', said.files);
  }
  const style = document.createElement('style');
  style.textContent = `.transcript-sheet { display: none }
    @media print {
      body > :not(.transcript-sheet) { display: none !important }
      html, body { height: auto !important; overflow: visible !important; background: none !important }
      .transcript-sheet { display: block; color: #000; font: 11pt/1.4 'Segoe UI', sans-serif; white-space: pre-wrap }
      .transcript-sheet h1 { font-size: 14pt } .transcript-sheet h2 { font-size: 11pt }
      .transcript-sheet section { margin: 0 0 6pt; break-inside: avoid }
      .transcript-sheet .laid-out { white-space: normal }
      .laid-out p, .laid-out ul, .laid-out ol { margin: 0 0 3pt }
      .laid-out h1, .laid-out h2, .laid-out h3 { font-size: 11pt; margin: 3pt 0 }
      .laid-out table { border-collapse: collapse } .laid-out th, .laid-out td { border: 1px solid; padding: 1pt 4pt }
    }`;
  document.body.append(style, sheet);
  const end = () => {
    style.remove();
    sheet.remove();
  };
  window.addEventListener('afterprint', end, { once: true });
  window.print();
}
