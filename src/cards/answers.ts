/** What a customer entered or pressed on a bot's card, as people read it. Pure. */
import { cut } from '../base/storable';
import type { Answer } from '../contract/api';
import { NO, PRESSED, YES } from './words/agent/captured';
import { valueWords } from './valueWords';

type JsonRecord = Record<string, unknown>;

const MOST_ANSWERS = 50;
const LONGEST = 2_000;
const MOST_NODES = 5_000;

/** A card a bot sent, as it is kept with its message. */
export interface KnownCard {
  contentType: string;
  content: unknown;
}

export interface Answered {
  /** One line: what lists, cards and exports show. */
  text: string;
  answers: Answer[];
}

/**
 * With the labels of the card's inputs and the title of its button where the card is known; else as it came.
 * @param cards those that it may have been, the likeliest first
 */
export function answerWords(value: unknown, cards: readonly KnownCard[]): Answered {
  const card = cards.map(({ content }) => partsOf(content)).find((parts) => isOn(parts, value)) ?? null;
  const title = card && titleOf(card, value);
  if (!isRecord(value)) {
    return { text: title ?? plain(value), answers: [] };
  }
  const inputs = card?.inputs.filter(({ id }) => Object.hasOwn(value, id)) ?? [];
  const answers =
    inputs.length > 0
      ? inputs.map((input) => ({ label: input.label, value: chosen(input, value[input.id]) }))
      : title !== null
        ? []
        : entriesOf(value);
  const kept = answers.filter((answer) => answer.value !== '').slice(0, MOST_ANSWERS);
  const text = kept.map((answer) => `${answer.label}: ${answer.value}`).join(' · ');
  return { text: text || title || pressedWords(value), answers: kept };
}

/** A button without a title anybody here knows. */
function pressedWords(value: JsonRecord): string {
  return typeof value.verb === 'string' && value.verb !== '' ? cut(value.verb, LONGEST) : PRESSED;
}

interface Input {
  id: string;
  label: string;
  kind: string;
  choices: ReadonlyMap<string, string>;
  isSecret: boolean;
}
interface Button {
  title: string;
  /** What is sent along; of a hero card's button, its plain value. */
  data: unknown;
  verb: string | null;
}
interface Parts {
  inputs: Input[];
  buttons: Button[];
}

function partsOf(card: unknown): Parts {
  const parts: Parts = { inputs: [], buttons: [] };
  const left: unknown[] = [card];
  let before = '';
  for (let seen = 0; left.length > 0 && seen < MOST_NODES; seen += 1) {
    const node = left.pop();
    if (Array.isArray(node)) left.push(...(node as unknown[]).slice(0, MOST_NODES).reverse());
    if (!isRecord(node)) continue;
    const type = textIn(node, 'type');
    if (type === 'TextBlock') before = textIn(node, 'text') || before;
    if (type.startsWith('Input.') && textIn(node, 'id') !== '') {
      parts.inputs.push(inputOf(node, type, before));
      before = '';
    } else if (textIn(node, 'title') !== '' && (type.startsWith('Action.') || 'value' in node)) {
      const data = type.startsWith('Action.') ? node.data : node.value;
      parts.buttons.push({ title: textIn(node, 'title'), data, verb: textIn(node, 'verb') || null });
    }
    left.push(
      ...Object.values(node)
        .filter((inner) => typeof inner === 'object')
        .reverse(),
    );
  }
  return parts;
}

function inputOf(node: JsonRecord, type: string, before: string): Input {
  const id = textIn(node, 'id');
  const label = textIn(node, 'label') || textIn(node, 'title') || before || textIn(node, 'placeholder') || id;
  const choices = new Map<string, string>();
  for (const choice of Array.isArray(node.choices) ? node.choices.slice(0, 500) : []) {
    if (isRecord(choice)) choices.set(textIn(choice, 'value'), textIn(choice, 'title'));
  }
  if (type === 'Input.Toggle') {
    choices.set(textIn(node, 'valueOn') || 'true', YES);
    choices.set(textIn(node, 'valueOff') || 'false', NO);
  }
  const isSecret = textIn(node, 'style').toLowerCase() === 'password';
  return { id, label: cut(label.replace(/[\s:*]+$/, ''), 200), kind: type, choices, isSecret };
}

/** Whether this answer can have come from this card. */
function isOn({ inputs, buttons }: Parts, value: unknown): boolean {
  if (isRecord(value) && inputs.some(({ id }) => Object.hasOwn(value, id))) return true;
  return buttons.some((button) => isButton(button, value));
}

function titleOf({ buttons }: Parts, value: unknown): string | null {
  const button = buttons.find((candidate) => isButton(candidate, value));
  return button ? cut(button.title, 200) : null;
}

function isButton({ data, verb }: Button, value: unknown): boolean {
  if (!isRecord(value)) return data !== undefined && data === value;
  if (verb !== null && value.verb !== verb) return false;
  if (!isRecord(data)) return verb !== null;
  return Object.entries(data).every(([key, sent]) => key === 'msteams' || same(value[key], sent));
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function chosen({ choices, kind, isSecret }: Input, value: unknown): string {
  const said = plain(value);
  if (isSecret && said !== '') return '••••';
  if (choices.size === 0) return said;
  const whole = choices.get(said);
  if (whole !== undefined || kind !== 'Input.ChoiceSet') return whole ?? said;
  // Several choices are joined with commas.
  return said
    .split(',')
    .map((one) => choices.get(one) ?? one)
    .join(', ');
}

const INTERNAL = new Set(['msteams', 'verb', 'type']);

function entriesOf(value: JsonRecord): Answer[] {
  return Object.entries(value)
    .filter(([key]) => !INTERNAL.has(key))
    .slice(0, MOST_ANSWERS)
    .map(([label, said]) => ({ label: cut(label, 200), value: plain(said) }));
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return cut(valueWords(value), LONGEST);
  }
  return cut(JSON.stringify(value), LONGEST);
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textIn(node: JsonRecord, key: string): string {
  const value = node[key];
  return typeof value === 'string' ? value.trim() : '';
}
