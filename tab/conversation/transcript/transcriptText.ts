/** A whole transcript for the clipboard and for paper. Loaded when it is asked for. */
import type { Escalation, Message } from '../../../src/contract/api';
import { fetchInto } from '../messages/fetchTranscript';
import { EMPTY } from '../messages/messageList';
import { messageWords } from '../messages/messageWords';
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
  text: string;
}

function linesOf(messages: Message[], locale: string): Line[] {
  return messages.map((message, index) => {
    const previous = messages[index - 1];
    const newDay = !previous || dayOf(previous.sentAt) !== dayOf(message.sentAt);
    return {
      day: newDay ? fullDateWords(message.sentAt, locale) : null,
      head: `${clockWords(message.sentAt, locale)} ${voiceOf(message)}`,
      text: message.deletedAt ? transcriptWords.message.deleted : messageWords(message),
    };
  });
}

function voiceOf({ author, note, whisperTo }: Message): string {
  const { asText } = transcriptWords;
  if (author.kind === 'system' && !note) return asText.toldCustomer;
  const name = author.kind === 'bot' ? asText.bot({ name: author.name }) : author.name;
  if (whisperTo) return asText.whisper({ name, to: whisperTo.name });
  return note ? asText.note({ name }) : name;
}

const titleOf = ({ number, customer, queue }: Escalation): string =>
  transcriptWords.asText.title({ number, customer: customer.name, queue: queue.name });

export function transcriptText(escalation: Escalation, messages: Message[], locale: string): string {
  const lines = linesOf(messages, locale).flatMap(({ day, head, text }) => [
    ...(day ? ['', day] : []),
    `${head}: ${text}`,
  ]);
  return [titleOf(escalation), ...lines, ''].join('\n');
}

/** Prints the words alone: what is on the screen is a window onto them. */
export function printTranscript(escalation: Escalation, messages: Message[], locale: string): void {
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
  for (const { day, head, text } of linesOf(messages, locale)) {
    if (day) add(sheet, 'h2', day);
    const line = add(sheet, 'p', '');
    add(line, 'strong', head);
    add(line, 'div', text);
  }
  const style = document.createElement('style');
  style.textContent = `.transcript-sheet { display: none }
    @media print {
      body > :not(.transcript-sheet) { display: none !important }
      html, body { height: auto !important; overflow: visible !important; background: none !important }
      .transcript-sheet { display: block; color: #000; font: 11pt/1.4 'Segoe UI', sans-serif; white-space: pre-wrap }
      .transcript-sheet h1 { font-size: 14pt } .transcript-sheet h2 { font-size: 11pt }
      .transcript-sheet p { margin: 0 0 6pt; break-inside: avoid }
    }`;
  document.body.append(style, sheet);
  const end = () => {
    style.remove();
    sheet.remove();
  };
  window.addEventListener('afterprint', end, { once: true });
  window.print();
}
