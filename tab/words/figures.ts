/** Figures over time: what each is called, and exactly what it means. */
import { number, plural } from './language';

const MINUTE = 60;
const HOUR = 3_600;

/** Of a sentence: when something was opened. */
export const days = ({ from, to }: { from: string; to: string }): string =>
  from === to ? `on ${from}` : `from ${from} to ${to}, both days included`;

export const figureWords = {
  live: 'Live',
  overTime: 'Over time',
  failures: 'Why bots hand over',
  views: 'What the figures are of',
  failed: 'The figures did not load',
  loading: 'Loading the figures',
  preparing: 'The figures are being prepared',
  preparingShare: ({ percent }: { percent: number }) =>
    `${percent} % is done. They are read in this time zone, or changed, for the first time; this page shows them as soon as they are ready.`,
  nothing: 'Nothing was opened in this time',
  tryLonger: 'Choose a longer time, or another queue.',

  period: 'Period',
  lastDays: ({ days }: { days: number }) => plural(days, { one: `Last ${days} day`, other: `Last ${days} days` }),
  ownDays: 'From … to …',
  from: 'From',
  to: 'To',
  queue: 'Queue',
  anyQueue: 'All queues',
  /** What all of the page is about, said once. */
  about: ({ from, to, zone }: { from: string; to: string; zone: string }) =>
    `Requests opened ${days({ from, to })}, in the time zone ${zone}.`,
  /** Whole days stand beside one that goes on, or beside some that have not begun. */
  goesOn: {
    today: 'Today is not over: what was opened so far is compared with whole days.',
    later: 'Not all of these days are over: what was opened so far is compared with whole days.',
    all: 'These days are still to come.',
  },
  comparedWith: ({ from, to }: { from: string; to: string }) =>
    from === to ? `Compared with ${from}.` : `Compared with ${from} to ${to}.`,
  wrongDays: 'The last day is before the first.',
  /** To a manager of some of them. */
  ofYourQueues: 'Of your queues together; what was in two of them counts in each.',

  groups: {
    volume: 'Requests',
    service: 'Kept and missed',
    times: 'Times',
    ratings: 'Ratings',
    transfers: 'Transfers',
  },
  meaning: ({ name }: { name: string }) => `What “${name}” means`,
  before: ({ value }: { value: string }) => `before: ${value}`,
  none: '–',
  noTarget: 'no target',
  nothingJudged: 'nothing to judge',
  /** Of how many, and which of these opens the history. */
  outOf: ({ count }: { count: number }) => `of ${number(count)}`,
  openOutOf: ({ name, count }: { name: string; count: number }) =>
    `${name}: of ${number(count)}. Show all of them in the history`,
  openBefore: ({ name, value }: { name: string; value: string }) =>
    `${name}, before: ${value}. Show those in the history`,
  median: ({ count }: { count: number }) => (count === 1 ? 'the only one' : `half of ${number(count)} took no longer`),
  ninety: ({ value }: { value: string }) => `9 of 10 within ${value}`,
  inOpenHours: ({ value }: { value: string }) => `within opening hours ${value}`,
  openHistory: ({ name, count }: { name: string; count: string }) => `${name}: ${count}. Show these in the history`,

  counts: {
    opened: 'Opened',
    entered: 'Came in',
    accepted: 'Accepted',
    answered: 'Answered',
    unanswered: 'Ended without an answer',
    resolved: 'Resolved',
    waiting: 'Still waiting',
    claimed: 'Still with an agent',
    kept: 'Accepted in time',
    missed: 'Target missed',
    abandoned: 'Left before anybody came',
    shortAbandoned: 'Left within 10 seconds',
    movedOut: 'Transferred out',
    movedIn: 'Transferred in',
    overflowed: 'Moved on by the desk',
    handedOn: 'From agent to agent',
    surveyed: 'Asked how it was',
    rated: 'Rated',
    botRated: 'Rated the bot',
  },
  /** What a share is of, as the history names it. */
  shareCounts: {
    judged: 'Accepted in time or missed',
    acceptedJudged: 'Accepted, in queues with a target',
    decided: 'Accepted, left or transferred on',
  },
  /** Of bots whose chats are known, as the history names it. */
  botCounts: { escalated: 'Handed over by bots' },
  /** Counts behind a grade, as the history names them. */
  gradeCounts: Object.fromEntries(
    [1, 2, 3, 4, 5].flatMap((grade) => [
      [`rated${grade}`, `Rated ${grade} of 5`],
      [`botRated${grade}`, `Rated the bot ${grade} of 5`],
    ]),
  ) as Partial<Record<string, string>>,
  countMeanings: {
    opened: 'Requests a bot handed over. Of a queue: those that were opened in it. Tests of connections do not count.',
    entered: 'Requests that came into the queue, whether opened there, transferred or moved there; each once.',
    accepted: 'Requests an agent had, by claiming, accepting or being given them.',
    answered: 'Requests in which a person wrote to the customer. Counted for the queue they were opened in.',
    unanswered:
      'Requests that have ended without a person ever writing to the customer. They are in no average of the first response.',
    resolved: 'Requests that were resolved. Counted for the queue they were opened in.',
    waiting: 'Opened in this time, and waiting now.',
    claimed: 'Opened in this time, and with an agent now.',
    kept: 'Accepted within the queue’s target, by the opening hours and the target of the moment they came in.',
    missed:
      'Accepted after the target, waiting or moved away past it, or left before anybody came (after 10 seconds). A miss stays with the queue whose target it was.',
    abandoned:
      'The customer or their bot ended it before anybody had it, after more than 10 seconds. What the desk ended does not count.',
    shortAbandoned: 'The customer left within 10 seconds; counted nowhere else.',
    movedOut: 'A person transferred it from the queue to another one.',
    movedIn: 'A person transferred it into the queue.',
    overflowed: 'Nobody came, and the desk moved it to the second queue.',
    handedOn: 'Transferred from one agent to another in the same queue.',
    surveyed:
      'Customers the desk asked once an agent had helped them. Who could not be reached does not count. Of the queue it ended in, and the agent who had it then.',
    rated: 'Of those, who answered.',
    botRated: 'Customers who answered the bot’s own survey, where it told the desk.',
  },

  shares: {
    serviceLevel: 'Service level',
    serviceLevelOfAccepted: 'In time, of those accepted',
    abandonRate: 'Abandon rate',
    surveyAnswered: 'Answered, of those asked',
  },
  shareMeanings: {
    serviceLevel:
      'Accepted in time ÷ (accepted in time + target missed). Who left before anybody came counts as missed, unless within 10 seconds; misses that moved away count, too. Queues without a target have no service level.',
    serviceLevelOfAccepted:
      'Accepted in time ÷ accepted, in queues with a target. Says nothing of those who left or were moved on; other products call this one the service level.',
    abandonRate:
      'Left before anybody came ÷ (accepted + left + transferred on). Without those who left within 10 seconds, were ended by the desk, or moved on by it.',
    surveyAnswered: 'Rated ÷ asked how it was.',
  },

  durations: {
    wait: 'Wait',
    accept: 'Accepting an offer',
    first: 'First response',
    response: 'Response',
    handle: 'Handling',
    onHold: 'On hold',
    resolution: 'Resolution',
  },
  durationMeanings: {
    wait: 'From coming into the queue to being accepted by a person. Only of those accepted; who waits now is counted apart.',
    accept: 'From an offer to its acceptance. No part of the wait is left out for it.',
    first:
      'From the handoff to the first message of a person to the customer. Notes, and words of desk or bot, do not count.',
    response: 'From the customer’s first unanswered message to the answer. What they told the bot is not counted.',
    handle: 'How long an agent had it, each time: from accepting to resolving, releasing or transferring.',
    onHold:
      'Of the handling, how long the customer was on hold, all holds of one agent together. Only where there was one; it is a part of every other time as well.',
    resolution: 'From the handoff to being resolved; the time with the bot before is no part of it.',
  },
  grades: { rating: 'Rating', botRating: 'Rating of bots' },
  gradeMeanings: {
    rating:
      'The mean of what customers answered, of five, whichever scale they were asked by: a thumb down is 1, up is 5; 0 to 10 are put into five steps.',
    botRating: 'The mean of what customers answered in the bots’ own surveys, of five. No agent has a part in it.',
  },
  meanGrade: ({ mean }: { mean: string }) => `${mean} of 5`,
  medianGrade: ({ grade }: { grade: number }) => `median: ${grade}`,
  openHours: 'Opening hours are those of the queue when it came in; changing them later changes no past figure.',

  chart: 'Chart',
  show: 'Show',
  chartOf: ({ name, by }: { name: string; by: string }) => `${name} ${by}`,
  byDay: 'by day',
  byMonth: 'by month',
  asTable: 'As a table',
  day: 'Day',
  month: 'Month',
  legend: 'Dark: half took no longer. Light: 9 of 10 took no longer.',
  medianColumn: 'Half within',
  ninetyColumn: '9 of 10 within',
  /** Of a day or month that goes on, or of which the period has a part. */
  stepTitle: ({ label, wanting }: { label: string; wanting: 'soFar' | 'part' | null }) =>
    wanting === null ? label : wanting === 'soFar' ? `${label} (so far)` : `${label} (part of it)`,
  unfinishedLegend: 'Dashed: not over yet, counted so far.',
  most: ({ value }: { value: string }) => `highest: ${value}`,

  load: 'When requests are opened',
  loadMeaning: 'Opened in each hour of the week, all weeks of the period together.',
  openedAt: ({ day, hour }: { day: string; hour: number }) => `Opened ${day}, ${hour}:00–${hour}:59`,
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],

  rows: 'In comparison',
  by: 'Compare',
  dimensions: { queue: 'Queues', connection: 'Bots', agent: 'Agents', topic: 'Topics' },
  names: { queue: 'Queue', connection: 'Bot', agent: 'Agent', topic: 'Topic' },
  noTopic: 'No topic',
  unknown: 'Not known any more',
  gone: ({ name }: { name: string }) => `${name} (removed)`,
  rareTopics:
    'Of each day only the 100 most frequent topics are counted by topic: a rarer one may have fewer here than the history finds, or be missing.',
  moreRows: 'There are more; these are the busiest.',
  percent: ({ percent }: { percent: number }) => `${percent} %`,
};

/** "42 s", "4 min 10 s", "2 h 5 min", "3 days". */
export function tookWords(seconds: number): string {
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < 10 * MINUTE)
    return joined([
      [Math.floor(seconds / MINUTE), 'min'],
      [seconds % MINUTE, 's'],
    ]);
  if (seconds < HOUR) return `${Math.round(seconds / MINUTE)} min`;
  if (seconds < 48 * HOUR)
    return joined([
      [Math.floor(seconds / HOUR), 'h'],
      [Math.floor((seconds % HOUR) / MINUTE), 'min'],
    ]);
  const days = Math.round(seconds / (24 * HOUR));
  return plural(days, { one: `${days} day`, other: `${days} days` });
}

const joined = (parts: [number, string][]): string =>
  parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');

/** Rounded down: one late of a thousand is not 100 %. */
export const shareWords = (share: number): string => figureWords.percent({ percent: Math.floor(share * 100) });

/** "4.3 of 5" */
export const gradeWords = (told: { mean: number } | null): string =>
  told === null ? figureWords.none : figureWords.meanGrade({ mean: told.mean.toFixed(1) });
