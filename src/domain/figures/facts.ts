/**
 * What figures count of one escalation, from its events and its words: each definition of docs/figures.md is one
 * function here. Pure; times are whole seconds, never negative, once by the calendar and once by opening hours.
 */
import type { EscalationStatus, ServiceTargets } from '../../contract/api';
import { afterOpenTime, openTimeBetween } from '../hours';
import { isOpen } from '../transitions';
import { type Story, type StoryEvent, type Turn, type Wait, storyOf } from './story';

/** A customer who leaves sooner never meant to wait. */
const SHORT_ABANDON_MS = 10_000;

/** Seconds by the calendar, and within opening hours. */
export interface Span {
  all: number;
  open: number;
}

export interface Leg {
  queue: string;
  came: Wait['came'];
  how: Wait['how'];
  /** Who accepted. */
  by: string | null;
  /** Until it was accepted; null when it never was. */
  wait: Span | null;
  /** Offered → accepted; null when it was claimed without an offer. */
  accept: number | null;
  /** What the queue promised when it came in, in seconds; null: nothing. */
  target: number | null;
  /** Whether that was kept; null: nothing was promised, or it ended before anybody could tell. */
  kept: boolean | null;
  /** Abandoned almost at once. */
  short: boolean;
}

/** From having it until it goes to somebody else, or back, or ends. */
export interface Handling {
  queue: string;
  agent: string;
  name: string;
  how: Turn['how'];
  /** Null while it lasts. */
  handle: number | null;
  /** Of that, how long its customer was on hold in all; absent: never, or it lasts. */
  onHold?: number;
}

export interface Facts {
  openedAt: Date;
  connection: string;
  /** Where it was opened. */
  queue: string;
  topic: string | null;
  status: EscalationStatus;
  legs: Leg[];
  handlings: Handling[];
  /** Opened → the first message of a person to the customer. */
  first: (Span & { by: string }) | null;
  /** The customer's first unanswered message → its answer. */
  responses: { s: number; by: string }[];
  /** Whether its customer was asked how it was, where and about whom; null grade: they have not answered. Absent: not asked. */
  survey?: { queue: string; agent: string | null; grade: number | null };
  /** What they said of the bot. */
  botGrade?: number;
  /** Opened → resolved. */
  resolution: (Span & { by: string | null }) | null;
}

/** What customer and agents said to each other, in the transcript's order; no notes, nothing that failed to arrive. */
export interface Word {
  kind: 'customer' | 'agent';
  at: Date;
  by: string | null;
}

export interface Raw {
  connection: string;
  topic: string | null;
  events: readonly StoryEvent[];
  words: readonly Word[];
  survey: Facts['survey'] | null;
  botGrade: number | null;
  /** What a queue promised, and when it was open, at that moment. */
  targetsAt: (queueId: string, at: Date) => Pick<ServiceTargets, 'hours' | 'targetSeconds'>;
  /** For what is still open. */
  now: Date;
}

/** Null when nothing says that it was opened. */
export function factsOf(raw: Raw): Facts | null {
  const [opening] = raw.events;
  const last = raw.events.at(-1);
  // Something may still happen to what has ended: its customer says how it was.
  const end = raw.events.find(({ status }) => !isOpen(status));
  if (!opening || !last) return null;
  const story = storyOf(raw.events);
  const { hours } = raw.targetsAt(opening.queueId, opening.at);
  const span = (from: Date, to: Date) => spanOf(hours, from, to);
  return {
    openedAt: opening.at,
    connection: raw.connection,
    queue: opening.queueId,
    topic: raw.topic,
    status: last.status,
    legs: story.waits.map((wait) => legOf(wait, raw)),
    handlings: story.turns.map(handlingOf),
    first: firstResponse(raw.words, opening.at, span),
    responses: responsesOf(raw.words, opening.at),
    ...(raw.survey && { survey: raw.survey }),
    ...(raw.botGrade !== null && { botGrade: raw.botGrade }),
    resolution: last.status === 'resolved' ? { ...span(opening.at, (end ?? last).at), by: lastOwner(story) } : null,
  };
}

function legOf(wait: Wait, { targetsAt, now }: Raw): Leg {
  const { hours, targetSeconds } = targetsAt(wait.queueId, wait.enteredAt);
  const { endedAt, how } = wait;
  const due = targetSeconds === null ? null : afterOpenTime(hours, wait.enteredAt, targetSeconds * 1_000);
  const isLate = due !== null && (endedAt ?? now) > due;
  const lasted = (endedAt?.getTime() ?? Infinity) - wait.enteredAt.getTime();
  return {
    queue: wait.queueId,
    came: wait.came,
    how,
    by: wait.agentId,
    wait: how === 'accepted' && endedAt ? spanOf(hours, wait.enteredAt, endedAt) : null,
    accept: endedAt && wait.offeredAt ? seconds(wait.offeredAt, endedAt) : null,
    target: targetSeconds,
    kept: targetSeconds === null ? null : isLate ? false : how === 'accepted' ? true : null,
    short: how === 'abandoned' && lasted < SHORT_ABANDON_MS,
  };
}

function handlingOf({ queueId, agentId, agentName, from, to, how, holds }: Turn): Handling {
  const onHold = holds.reduce((sum, hold) => sum + (hold.to ? seconds(hold.from, hold.to) : 0), 0);
  const handle = to && seconds(from, to);
  return { queue: queueId, agent: agentId, name: agentName, how, handle, ...(to && holds.length > 0 && { onHold }) };
}

function firstResponse(words: readonly Word[], opened: Date, span: (from: Date, to: Date) => Span): Facts['first'] {
  const word = words.find(({ kind, at }) => kind === 'agent' && at >= opened);
  return word ? { ...span(opened, word.at), by: word.by ?? '' } : null;
}

function responsesOf(words: readonly Word[], opened: Date): Facts['responses'] {
  const responses: Facts['responses'] = [];
  let waiting: Date | null = null;
  for (const { kind, at, by } of words) {
    // What was said to the bot is answered by the first response.
    if (at < opened) continue;
    if (kind === 'customer') waiting ??= at;
    else if (waiting) {
      responses.push({ s: seconds(waiting, at), by: by ?? '' });
      waiting = null;
    }
  }
  return responses;
}

const lastOwner = ({ turns }: Story): string | null => turns.at(-1)?.agentId ?? null;

function spanOf(hours: ServiceTargets['hours'], from: Date, to: Date): Span {
  return { all: seconds(from, to), open: Math.round(openTimeBetween(hours, from, to) / 1_000) };
}

/** Clocks differ: nothing takes less than no time. */
const seconds = (from: Date, to: Date): number => Math.max(0, Math.round((to.getTime() - from.getTime()) / 1_000));
