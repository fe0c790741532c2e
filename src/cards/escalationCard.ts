/**
 * What the escalation card says in each state, as plain strings for the template. Pure.
 * Everything a customer or a bot wrote is cut and escaped here; the template only lays it out.
 */
import type { EscalationStatus, Variable } from '../contract/api';
import { type TabPlace, deepLink } from './deepLink';
import { sideOf } from './text/direction';
import { clean, clip, foreignLine, paragraphs } from './text/escape';
import { clock, lasted, waited } from './text/timing';
import { valueWords } from './text/valueWords';

export interface EscalationCard {
  id: string;
  number: number;
  status: EscalationStatus;
  /** Nobody claimed it within the service target. */
  late: boolean;
  customerName: string;
  connectionName: string;
  queueName: string;
  topic: string | null;
  lastPhrase: string | null;
  agentMessage: string | null;
  variables: readonly Variable[];
  priority: number;
  requiredSkill: string | null;
  /** Why a rule sent it here; null when no rule did. */
  because: string | null;
  /** The newest lines, oldest first, and how many there are in all. */
  transcript: readonly { author: string; text: string }[];
  transcriptLength: number;
  openedAt: Date;
  claimedAt: Date | null;
  endedAt: Date | null;
  assigneeName: string | null;
  outcome: string | null;
  /** This card stands in a channel it has left: there it is offered to nobody, and shown only where one may look. */
  left: { mayLook: boolean } | null;
  /** Opened by a manager's test of a connection. */
  test: boolean;
  /** Where it may be transferred from the card. */
  otherQueues: readonly { id: string; name: string }[];
  /** Why words no longer reach the customer. */
  unreachable: string | null;
  tab: TabPlace;
  now: Date;
}

/** How much of everything is said; the next smaller size is tried until the card fits. */
export interface Size {
  name: number;
  phrase: number;
  message: number;
  variables: number;
  value: number;
  lines: number;
  line: number;
}

export const SIZES: readonly [Size, ...Size[]] = [
  { name: 120, phrase: 400, message: 1_200, variables: 10, value: 160, lines: 6, line: 280 },
  { name: 100, phrase: 300, message: 600, variables: 10, value: 100, lines: 4, line: 160 },
  { name: 80, phrase: 160, message: 300, variables: 6, value: 60, lines: 3, line: 100 },
  { name: 60, phrase: 100, message: 160, variables: 3, value: 40, lines: 0, line: 0 },
];

/** More are in the tab. */
const QUEUES = 20;

const STATUS_LABELS = {
  waiting: { word: 'Waiting', color: 'Warning' },
  claimed: { word: 'Claimed', color: 'Good' },
  resolved: { word: 'Resolved', color: 'Default' },
  abandoned: { word: 'Ended by customer', color: 'Default' },
} as const satisfies Record<EscalationStatus, { word: string; color: string }>;

const MOVED = { word: 'Moved', color: 'Default' } as const;

const labelOf = ({ status, left, endedAt }: EscalationCard) =>
  left !== null && endedAt === null ? MOVED : STATUS_LABELS[status];

const URGENCY: Readonly<Record<number, string>> = { 1: ' · high priority', 2: ' · urgent' };

/** The template's data: every field it names, always present. */
export type EscalationView = Record<string, string | boolean | readonly Record<string, string>[]>;

export function escalationView(card: EscalationCard, size: Size): EscalationView {
  const { status } = card;
  const isHere = card.left === null;
  const open = isHere && (status === 'waiting' || status === 'claimed');
  const waiting = isHere && status === 'waiting';
  const late = waiting && card.late;
  const text = {
    topic: card.topic ? foreignLine(card.topic, size.name) : '',
    agentMessage: open && card.agentMessage ? paragraphs(card.agentMessage, size.message) : '',
    lastPhrase: open && card.lastPhrase ? foreignLine(card.lastPhrase, size.phrase) : '',
    outcome: isHere && !open && card.outcome ? foreignLine(card.outcome, size.phrase) : '',
    because: open && card.because ? foreignLine(card.because, size.phrase) : '',
    needs: open && card.requiredSkill ? foreignLine(card.requiredSkill, size.name) : '',
    unreachable: open && card.unreachable ? foreignLine(card.unreachable, size.phrase) : '',
  };
  const facts = open ? factsOf(card, size) : [];
  const hiddenFacts = open ? card.variables.length - facts.length : 0;
  const lines = waiting ? linesOf(card, size) : [];
  const hiddenLines = waiting ? Math.max(0, card.transcriptLength - lines.length) : 0;
  return {
    ...text,
    customerSide: sideOf(card.customerName),
    topicSide: sideOf(card.topic ?? ''),
    messageSide: sideOf(card.agentMessage ?? ''),
    phraseSide: sideOf(card.lastPhrase ?? ''),
    outcomeSide: sideOf(card.outcome ?? ''),
    hasTopic: text.topic !== '',
    hasAgentMessage: text.agentMessage !== '',
    hasLastPhrase: text.lastPhrase !== '',
    isRouted: text.because !== '',
    hasNeeds: text.needs !== '',
    hasOutcome: text.outcome !== '',
    isUnreachable: text.unreachable !== '',
    isTest: card.test,
    id: card.id,
    number: String(card.number),
    customer: foreignLine(card.customerName, size.name) || 'Customer',
    origin: `${foreignLine(card.queueName, size.name)} · from ${foreignLine(card.connectionName, size.name) || 'a bot'}`,
    status: `${late ? 'Overdue' : labelOf(card).word}${waiting ? (URGENCY[card.priority] ?? '') : ''}`,
    color: late || (waiting && card.priority >= 2) ? 'Attention' : labelOf(card).color,
    timing: isHere ? timingOf(card, size) : `Moved to ${foreignLine(card.queueName, size.name)}`,
    facts,
    hasFacts: facts.length > 0,
    moreFacts: `and ${hiddenFacts} more in the chat`,
    hasMoreFacts: hiddenFacts > 0,
    lines,
    hasLines: lines.length > 0,
    moreLines:
      hiddenLines === 1 ? '1 earlier message is in the chat' : `${hiddenLines} earlier messages are in the chat`,
    hasMoreLines: lines.length > 0 && hiddenLines > 0,
    isOpen: open,
    isWaiting: waiting,
    isClaimed: open && status === 'claimed',
    queues: card.otherQueues.slice(0, QUEUES).map(({ id, name }) => ({ id, name: clip(clean(name), size.name) })),
    canTransfer: open && status === 'claimed' && card.otherQueues.length > 0,
    isFolded: !open,
    canOpen: !open && (card.left?.mayLook ?? true),
    openUrl: deepLink(card.tab, card),
    fallbackText: `#${card.number} ${labelOf(card).word}: ${foreignLine(card.customerName, size.name)}`,
  };
}

/** One line for notifications and clients that show no card; plain text. */
export function escalationSummary(card: EscalationCard): string {
  const topic = card.topic ? `: ${clip(clean(card.topic), 80)}` : '';
  const test = card.test ? 'Test ' : '';
  return `${test}#${card.number} ${STATUS_LABELS[card.status].word.toLowerCase()} · ${clip(clean(card.customerName), 80)}${topic}`;
}

function timingOf(card: EscalationCard, size: Size): string {
  const { now, openedAt, claimedAt, endedAt } = card;
  const who = foreignLine(card.assigneeName ?? '', size.name) || 'an agent';
  switch (card.status) {
    case 'waiting':
      return `Waiting since ${clock(openedAt, now)}`;
    case 'claimed':
      return `Claimed by ${who} at ${clock(claimedAt ?? now, now)} · waited ${waited(openedAt, claimedAt ?? now)}`;
    case 'resolved':
      return `Resolved at ${clock(endedAt ?? now, now)} by ${who}, ${lasted(openedAt, endedAt ?? now)} after it was opened`;
    case 'abandoned':
      return `Ended at ${clock(endedAt ?? now, now)}, ${lasted(openedAt, endedAt ?? now)} after it was opened`;
  }
}

function factsOf({ variables }: EscalationCard, size: Size): { title: string; value: string }[] {
  return variables.slice(0, size.variables).map(({ name, value }) => ({
    title: foreignLine(name, size.value) || '(no name)',
    value: foreignLine(valueWords(value), size.value) || '–',
  }));
}

function linesOf({ transcript }: EscalationCard, size: Size): { author: string; text: string; side: string }[] {
  if (size.lines === 0) return [];
  return transcript.slice(-size.lines).map(({ author, text }) => ({
    author: foreignLine(author, size.name) || 'Customer',
    text: foreignLine(text, size.line) || '(no text)',
    side: sideOf(text),
  }));
}
