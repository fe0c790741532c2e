/** What a row says at a glance besides who and what, the most pressing first. Pure: `now` arrives as an argument. */
import type { Escalation } from '../../src/contract/api';
import { stateWords } from '../words/states';
import { listed } from '../words/language';
import { between, durationWords, momentInSentence, whenWords } from '../words/times';
import { alarmWords, priorityWords } from './states';

export interface Sign {
  kind:
    | 'your-turn'
    | 'their-turn'
    | 'on-hold'
    | 'hold-ran-out'
    | 'customers-turn'
    | 'customer-asked'
    | 'unreachable'
    | 'undelivered'
    | 'alarm'
    | 'left-message'
    | 'asked'
    | 'warned'
    | 'viewed'
    | 'priority'
    | 'test';
  words: string;
  look: 'loud' | 'bad' | 'warning' | 'quiet';
}

const MINUTE = 60_000;
/** From here on it is a silence. */
const SILENCE_MS = 5 * MINUTE;

/** The customer waits for this person's word. */
export const isYourTurn = (
  { customerWaitsSince, assignee }: Pick<Escalation, 'customerWaitsSince' | 'assignee'>,
  meId: string,
): boolean => customerWaitsSince !== null && assignee?.id === meId;

export function signsOf(escalation: Escalation, meId: string, now: number, locale: string): Sign[] {
  const {
    status,
    assignee,
    customerWaitsSince,
    ownerWaitsSince,
    customerAskedAt,
    dueAt,
    undelivered,
    lane,
    leftMessageAt,
    colleagues,
    priority,
    test,
    viewers,
    goesBackAt,
    onHold,
  } = escalation;
  const isMine = isYourTurn(escalation, meId);
  const asked = colleagues.flatMap(({ role, name, id }) => (role === 'consulted' && id !== meId ? name : []));
  const alarm = status === 'waiting' ? alarmWords(escalation.alarm) : null;
  const signs: (Sign | null)[] = [
    customerWaitsSince === null || waitsOnlyForHold(escalation)
      ? null
      : {
          kind: isMine ? 'your-turn' : 'their-turn',
          words: waitsForWords(
            between(customerWaitsSince, now),
            isMine ? null : (assignee?.name ?? stateWords.anAgent),
          ),
          look: isMine ? 'loud' : 'quiet',
        },
    onHold === null ? null : holdSign(onHold, { isMine: onHold.by.id === meId, now, locale }),
    lane.blocked ? { kind: 'unreachable', words: stateWords.unreachable, look: 'bad' } : null,
    undelivered && !lane.blocked ? { kind: 'undelivered', words: stateWords.undelivered, look: 'bad' } : null,
    // The owner reads it above their list.
    goesBackAt === null || assignee?.id === meId
      ? null
      : {
          kind: 'warned',
          words: stateWords.warned({ duration: durationWords(Date.parse(goesBackAt) - now) }),
          look: 'warning',
        },
    silence(ownerWaitsSince, customerAskedAt === null ? null : dueAt, now),
    alarm === null ? null : { kind: 'alarm', words: alarm, look: 'bad' },
    priority > 0 ? { kind: 'priority', words: priorityWords(priority), look: priority > 1 ? 'bad' : 'warning' } : null,
    leftMessageAt === null
      ? null
      : { kind: 'left-message', words: messageWords(escalation, now, locale), look: 'warning' },
    asked.length === 0 ? null : { kind: 'asked', words: stateWords.asked({ names: listed(asked) }), look: 'quiet' },
    viewers.length === 0
      ? null
      : { kind: 'viewed', words: stateWords.viewed({ names: viewers.map(({ name }) => name) }), look: 'quiet' },
    test ? { kind: 'test', words: stateWords.test, look: 'quiet' } : null,
  ];
  return signs.filter((sign) => sign !== null);
}

/** They have written nothing since they were asked to wait, which its own sign says. */
const waitsOnlyForHold = ({ customerWaitsSince, onHold }: Escalation): boolean =>
  onHold !== null && customerWaitsSince === onHold.until;

/** Whoever has it knows since when. */
function holdSign(
  { since, until }: NonNullable<Escalation['onHold']>,
  { isMine, now, locale }: { isMine: boolean; now: number; locale: string },
): Sign {
  if (Date.parse(until) > now) {
    const [from, to] = [momentInSentence(since, now, locale), momentInSentence(until, now, locale)];
    const words = isMine ? stateWords.onHoldUntil({ to }) : stateWords.onHold({ from, to });
    return { kind: 'on-hold', words, look: 'quiet' };
  }
  const ms = between(until, now);
  const words = ms < MINUTE ? stateWords.holdJustRanOut : stateWords.holdRanOut({ duration: durationWords(ms) });
  return { kind: 'hold-ran-out', words, look: 'bad' };
}

function messageWords({ outsideHours }: Escalation, now: number, locale: string): string {
  if (!outsideHours) return stateWords.leftMessage;
  const { opensAt } = outsideHours;
  return opensAt === null
    ? stateWords.outsideHours
    : stateWords.outsideHoursUntil({ opens: whenWords(opensAt, now, locale) });
}

/** Nothing is due from an agent. A talk that goes to and fro says nothing of it. @param endsAt null: they were not asked */
function silence(since: string | null, endsAt: string | null, now: number): Sign | null {
  if (since === null) return null;
  if (endsAt !== null) {
    const duration = durationWords(Math.max(0, Date.parse(endsAt) - now));
    return { kind: 'customer-asked', words: stateWords.customerAsked({ duration }), look: 'warning' };
  }
  const ms = between(since, now);
  if (ms < SILENCE_MS) return null;
  return { kind: 'customers-turn', words: stateWords.waitsForCustomer({ duration: durationWords(ms) }), look: 'quiet' };
}

/** @param name null: for the reader */
function waitsForWords(ms: number, name: string | null): string {
  if (ms < MINUTE) return name === null ? stateWords.waitsForYou : stateWords.waitsForAgent({ name });
  const duration = durationWords(ms);
  return name === null ? stateWords.waitsForYouSince({ duration }) : stateWords.waitsForAgentSince({ name, duration });
}
