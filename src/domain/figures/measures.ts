/**
 * Which escalations a figure counts. An escalation counts once for each queue, agent, bot and topic it has to do with:
 * what was promised, kept or missed in a queue stays with that queue, wherever the escalation went afterwards. Pure.
 */
import type { Duration, Measure } from '../../contract/figures';
import type { Facts, Handling, Leg } from './facts';

/** Null: whichever. */
export interface Whose {
  queue: string | null;
  agent: string | null;
}

/** Figures of agents are about what they accepted, had and answered. */
type Counts = (facts: Facts, legs: readonly Leg[], handlings: readonly Handling[], whose: Whose) => boolean;

const accepted = (leg: Leg) => leg.how === 'accepted';
const left = (leg: Leg) => leg.how === 'abandoned' && !leg.short;
const isMissed = (leg: Leg) => leg.kept === false || (left(leg) && leg.target !== null);
const isKept = (leg: Leg) => accepted(leg) && leg.kept === true;
const openedIn = ({ queue }: Facts, whose: Whose) => whose.queue === null || whose.queue === queue;
const hasEnded = ({ status }: Facts) => status === 'resolved' || status === 'abandoned';

/** A survey is about where it ended and whose it was then. */
const wasAsked = ({ survey }: Facts, { queue, agent }: Whose) =>
  survey !== undefined && (queue === null || survey.queue === queue) && (agent === null || survey.agent === agent);
const rated =
  (grade: number): Counts =>
  (facts, _, __, whose) =>
    facts.survey?.grade === grade && wasAsked(facts, whose);
/** No agent has a part in what the bot did. */
const ofNobody = (facts: Facts, whose: Whose) => whose.agent === null && openedIn(facts, whose);
const botRated =
  (grade: number): Counts =>
  (facts, _, __, whose) =>
    facts.botGrade === grade && ofNobody(facts, whose);

const COUNTS: Record<Measure, Counts> = {
  opened: (facts, _, __, whose) => whose.agent === null && openedIn(facts, whose),
  entered: (_, legs) => legs.length > 0,
  accepted: (_, legs) => legs.some(accepted),
  /** Something was promised, and it is known whether it was kept. */
  judged: (_, legs) => legs.some(isMissed) || legs.some(isKept),
  kept: (_, legs) => legs.some(isKept) && !legs.some(isMissed),
  missed: (_, legs) => legs.some(isMissed),
  acceptedJudged: (_, legs) => legs.some((leg) => accepted(leg) && leg.kept !== null),
  acceptedLate: (_, legs) => legs.some((leg) => accepted(leg) && leg.kept === false),
  noTarget: (_, legs) => legs.some(({ target }) => target === null),
  /** Came in, and did not go again at once, by overflow, or because the desk ended it. */
  decided: (_, legs) => legs.some((leg) => accepted(leg) || left(leg) || leg.how === 'moved'),
  abandoned: (_, legs) => legs.some(left),
  shortAbandoned: (_, legs) => legs.some(({ short }) => short),
  endedUnclaimed: (_, legs) => legs.some(({ how }) => how === 'ended'),
  movedOut: (_, legs, handlings) =>
    legs.some(({ how }) => how === 'moved') || handlings.some(({ how }) => how === 'moved'),
  movedIn: (_, legs) => legs.some(({ came }) => came === 'transferred'),
  overflowed: (_, legs) => legs.some(({ how }) => how === 'overflow'),
  handedOn: (_, __, handlings) => handlings.some(({ how }) => how === 'transferred'),
  answered: (facts, _, __, whose) =>
    facts.first !== null && openedIn(facts, whose) && (whose.agent === null || facts.first.by === whose.agent),
  /** Ended, and nobody ever wrote to the customer. */
  unanswered: (facts, _, __, whose) =>
    whose.agent === null && facts.first === null && hasEnded(facts) && openedIn(facts, whose),
  resolved: (facts, _, __, whose) =>
    facts.resolution !== null &&
    openedIn(facts, whose) &&
    (whose.agent === null || facts.resolution.by === whose.agent),
  waiting: (facts, legs) => facts.status === 'waiting' && legs.some(({ how }) => how === null),
  surveyed: (facts, _, __, whose) => wasAsked(facts, whose),
  rated: (facts, _, __, whose) => wasAsked(facts, whose) && facts.survey?.grade != null,
  rated1: rated(1),
  rated2: rated(2),
  rated3: rated(3),
  rated4: rated(4),
  rated5: rated(5),
  botRated: (facts, _, __, whose) => facts.botGrade !== undefined && ofNobody(facts, whose),
  botRated1: botRated(1),
  botRated2: botRated(2),
  botRated3: botRated(3),
  botRated4: botRated(4),
  botRated5: botRated(5),
  claimed: (facts, _, handlings) => facts.status === 'claimed' && handlings.some(({ how }) => how === null),
};

export function measuresOf(facts: Facts, whose: Whose): Measure[] {
  const legs = legsOf(facts, whose);
  const handlings = handlingsOf(facts, whose);
  return MEASURES.filter((measure) => COUNTS[measure](facts, legs, handlings, whose));
}

const MEASURES = Object.keys(COUNTS) as Measure[];

export function durationsOf(facts: Facts, whose: Whose): Partial<Record<Duration, number[]>> {
  const legs = legsOf(facts, whose);
  const is = (by: string | null) => whose.agent === null || whose.agent === by;
  const first = facts.first && openedIn(facts, whose) && is(facts.first.by) ? [facts.first] : [];
  const { resolution } = facts;
  const resolved = resolution && openedIn(facts, whose) && is(resolution.by) ? [resolution] : [];
  return {
    wait: legs.flatMap(({ wait }) => wait?.all ?? []),
    waitOpen: legs.flatMap(({ wait }) => wait?.open ?? []),
    accept: legs.flatMap(({ accept }) => accept ?? []),
    first: first.map(({ all }) => all),
    firstOpen: first.map(({ open }) => open),
    response: openedIn(facts, whose) ? facts.responses.filter(({ by }) => is(by)).map(({ s }) => s) : [],
    handle: handlingsOf(facts, whose).flatMap(({ handle }) => handle ?? []),
    onHold: handlingsOf(facts, whose).flatMap(({ onHold }) => onHold ?? []),
    resolution: resolved.map(({ all }) => all),
    resolutionOpen: resolved.map(({ open }) => open),
  };
}

function legsOf({ legs }: Facts, { queue, agent }: Whose): Leg[] {
  return legs.filter((leg) => (queue === null || leg.queue === queue) && (agent === null || leg.by === agent));
}

function handlingsOf({ handlings }: Facts, { queue, agent }: Whose): Handling[] {
  return handlings.filter((one) => (queue === null || one.queue === queue) && (agent === null || one.agent === agent));
}
