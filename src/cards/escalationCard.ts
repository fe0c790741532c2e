/**
 * What the escalation card says in each state, as plain strings for the template. Pure.
 * Everything a customer or a bot wrote is cut and escaped here; the template only lays it out.
 */
import type { ActorKind, Choice, EscalationStatus, Variable } from '../contract/api';
import type { WrapUpRule } from '../domain/wrapUp';
import { type TabPlace, deepLink } from './deepLink';
import { sideOf } from './text/direction';
import { clean, clip, foreignLine, paragraphs } from './text/escape';
import { isTechnical } from '../domain/technical';
import { clock } from './text/timing';
import { topicOf } from './text/topics';
import { valueWords } from './valueWords';
import * as words from './words/channel/card';
import { wrapUpFields } from './wrapUpFields';

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
  firstClaimedAt: Date | null;
  endedAt: Date | null;
  assigneeName: string | null;
  /** Until when its owner asked the customer to wait; null: it is not on hold. */
  onHoldUntil: Date | null;
  /** When the customer left a message instead of waiting; null: they wait for a person. */
  leftMessageAt: Date | null;
  outcome: string | null;
  /** Who resolved it, or by whom it was abandoned. */
  endedBy: ActorKind | null;
  tags: readonly Choice[];
  /** This card stands in a channel it has left: there it is offered to nobody, and shown only where one may look. */
  left: { mayLook: boolean } | null;
  /** Opened by a manager's test of a connection. */
  test: boolean;
  /** What the one who looks may do with it; null: whoever looks, so no more than anybody may. */
  viewer: CardViewer | null;
  /** In Teams' ids, those whose client asks for their own view when they look. */
  ownViews: readonly string[];
  /** Why words no longer reach the customer. */
  unreachable: string | null;
  tab: TabPlace;
  now: Date;
}

/** One person's own view of a card. */
export interface CardViewer {
  claim: boolean;
  release: boolean;
  /** Where they may transfer it to; none: they may not. */
  otherQueues: readonly { id: string; name: string }[];
  /** What they are asked before it is resolved; null: they may not. */
  wrapUp: WrapUpRule | null;
}

/** More than Teams takes. */
export const MOST_OWN_VIEWS = 60;

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

interface Label {
  word: string;
  color: 'Warning' | 'Good' | 'Default';
}

function labelOf({ status, left, endedAt, endedBy }: EscalationCard): Label {
  if (left !== null && endedAt === null) return { word: words.MOVED, color: 'Default' };
  if (status === 'abandoned') return { word: words.abandonedWords(endedBy), color: 'Default' };
  const color = { waiting: 'Warning', claimed: 'Good', resolved: 'Default' } as const;
  return { word: words.STATUS_WORDS[status], color: color[status] };
}

/** The template's data: every field it names, always present. */
export type EscalationView = Record<
  string,
  string | boolean | Readonly<Record<string, string>> | readonly Record<string, string>[]
>;

export function escalationView(card: EscalationCard, size: Size): EscalationView {
  const { status } = card;
  const isHere = card.left === null;
  const open = isHere && (status === 'waiting' || status === 'claimed');
  const waiting = isHere && status === 'waiting';
  const late = waiting && card.late;
  const may = mayOf(card);
  const topic = (open && topicOf(card.topic)) || '';
  const lines = waiting ? linesOf(card, size) : [];
  // What it is about is for whoever decides whether to claim; the one who has it reads the chat.
  const text = {
    topic: topic ? foreignLine(topic, size.name) : '',
    agentMessage: waiting && card.agentMessage ? paragraphs(card.agentMessage, size.message) : '',
    lastPhrase: waiting ? lastPhraseOf(card, size, lines.length) : '',
    outcome: isHere && !open ? outcomeOf(card, size) : '',
    because: waiting && card.because ? foreignLine(card.because, size.phrase) : '',
    needs: waiting && card.requiredSkill ? words.needsWords(foreignLine(card.requiredSkill, size.name)) : '',
    unreachable: open && card.unreachable ? words.unreachableWords(foreignLine(card.unreachable, size.phrase)) : '',
  };
  const known = waiting ? knownOf(card) : [];
  const facts = factsOf(
    known.filter((variable) => !isTechnical(variable)),
    size,
  );
  const hiddenFacts = known.length - facts.length;
  const hiddenLines = waiting ? Math.max(0, card.transcriptLength - lines.length) : 0;
  return {
    ...text,
    customerSide: sideOf(card.customerName),
    topicSide: sideOf(topic),
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
    words: words.CARD_WORDS,
    customer: foreignLine(card.customerName, size.name) || words.CUSTOMER,
    origin: words.originWords(
      foreignLine(card.queueName, size.name),
      foreignLine(card.connectionName, size.name) || words.A_BOT,
    ),
    status: words.withUrgency(late ? words.OVERDUE : labelOf(card).word, waiting ? card.priority : 0),
    color: late || (waiting && card.priority >= 2) ? 'Attention' : labelOf(card).color,
    timing: isHere ? timingOf(card, size) : words.movedWords(foreignLine(card.queueName, size.name)),
    facts,
    hasFacts: facts.length > 0,
    moreFacts: words.moreFactsWords(hiddenFacts),
    hasMoreFacts: hiddenFacts > 0,
    lines,
    hasLines: lines.length > 0,
    moreLines: words.moreLinesWords(hiddenLines),
    hasMoreLines: lines.length > 0 && hiddenLines > 0,
    isOpen: open,
    canClaim: waiting && may.claim,
    canRelease: open && may.release,
    canResolve: open && may.wrapUp !== null,
    canTransfer: open && may.otherQueues.length > 0,
    queues: may.otherQueues.slice(0, QUEUES).map(({ id, name }) => ({ id, name: clip(clean(name), size.name) })),
    ...wrapUpFields(may.wrapUp, size.name),
    isFolded: !waiting,
    canOpen: card.left?.mayLook ?? true,
    openUrl: deepLink(card.tab, card),
    fallbackText: words.instead({
      number: card.number,
      status: labelOf(card).word,
      customer: foreignLine(card.customerName, size.name),
    }),
    speak: spokenOf(card, topic),
  };
}

/** Whose clients ask for their own view when they look; without the list Teams asks for every member of a small team. */
export function refreshOf({ id, ownViews, left }: EscalationCard): object | undefined {
  if (ownViews.length === 0 || left !== null) return undefined;
  const action = { type: 'Action.Execute', title: words.REFRESH, verb: 'refresh', data: { escalationId: id } };
  return { action, userIds: ownViews.slice(0, MOST_OWN_VIEWS) };
}

/** One line for notifications and clients that show no card; plain text. */
export function escalationSummary(card: EscalationCard): string {
  const about = topicOf(card.topic);
  const status = labelOf({ ...card, left: null }).word;
  const named = { number: card.number, status, customer: clip(clean(card.customerName), 80) };
  return words.summaryWords(named, about ? clip(clean(about), 80) : '', card.test);
}

const NOBODYS: CardViewer = { claim: false, release: false, otherQueues: [], wrapUp: null };

/** Anybody of the channel may claim what waits; what else may be done is the owner's and managers'. */
const mayOf = ({ viewer, status }: EscalationCard): CardViewer => viewer ?? { ...NOBODYS, claim: status === 'waiting' };

/** The same in a sentence, for clients that speak a card. */
function spokenOf(card: EscalationCard, topic: string): string {
  const customer = spoken(card.customerName) || words.CUSTOMER;
  const named = { number: card.number, status: labelOf(card).word, customer };
  return words.spokenWords(named, topic ? spoken(topic) : '', spoken(card.queueName));
}

/** Without what speech markup is made of. */
const spoken = (text: string): string => clip(clean(text).replace(/[<>&]/g, ' ').trim(), 80);

/** Not when it is the last of the lines below. */
function lastPhraseOf({ lastPhrase, transcript }: EscalationCard, size: Size, lines: number): string {
  if (!lastPhrase) return '';
  const isBelow = lines > 0 && transcript.slice(-lines).some(({ text }) => clean(text) === clean(lastPhrase));
  const said = isBelow ? '' : foreignLine(lastPhrase, size.phrase);
  return said && words.quoted(said);
}

/** "Refunded · VIP, Late delivery" */
function outcomeOf({ outcome, tags }: EscalationCard, size: Size): string {
  const named = tags.map(({ name }) => foreignLine(name, size.name)).join(', ');
  return [outcome ? foreignLine(outcome, size.phrase) : '', named].filter(Boolean).join(' · ');
}

/** What the bot captured, but for the name, which stands above. */
const knownOf = ({ variables, customerName }: EscalationCard): Variable[] =>
  variables.filter(({ value }) => customerName === '' || clean(valueWords(value)) !== clean(customerName));

function timingOf(card: EscalationCard, size: Size): string {
  const { now, openedAt, claimedAt, firstClaimedAt, endedAt } = card;
  const who = foreignLine(card.assigneeName ?? '', size.name) || words.AN_AGENT;
  const [claimed, ended] = [claimedAt ?? now, endedAt ?? now];
  switch (card.status) {
    case 'waiting':
      return card.leftMessageAt
        ? words.messageLeftWords(clock(card.leftMessageAt, now))
        : words.waitingSince(clock(openedAt, now));
    case 'claimed':
      return [words.claimedWords(who, clock(claimed, now), openedAt, firstClaimedAt ?? claimed), holdOf(card)]
        .filter(Boolean)
        .join(' · ');
    case 'resolved':
      return card.endedBy === 'system'
        ? words.resolvedByDeskWords(clock(ended, now), openedAt, ended)
        : words.resolvedWords(who, clock(ended, now), openedAt, ended);
    case 'abandoned':
      return words.endedWords(clock(ended, now), openedAt, ended);
  }
}

/** The card is brought up to date when the hold runs out. */
function holdOf({ onHoldUntil, now }: EscalationCard): string {
  if (onHoldUntil === null) return '';
  return (onHoldUntil > now ? words.onHoldWords : words.holdRanOutWords)(clock(onHoldUntil, now));
}

function factsOf(variables: readonly Variable[], size: Size): { title: string; value: string }[] {
  return variables.slice(0, size.variables).map(({ name, value }) => ({
    title: foreignLine(name, size.value) || words.NO_NAME,
    value: foreignLine(valueWords(value), size.value) || '–',
  }));
}

function linesOf({ transcript }: EscalationCard, size: Size): { author: string; text: string; side: string }[] {
  if (size.lines === 0) return [];
  return transcript.slice(-size.lines).map(({ author, text }) => ({
    author: foreignLine(author, size.name) || words.CUSTOMER,
    text: foreignLine(text, size.line) || words.NO_TEXT,
    side: sideOf(text),
  }));
}
