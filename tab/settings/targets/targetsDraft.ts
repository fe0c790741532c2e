/** Hours and service targets, as one edits it: numbers are texts, and half a sentence is allowed. Pure. */
import type { Agent, Hours, ServiceTargets } from '../../../src/contract/api';
import { targetsWords } from '../../words/settings/targets';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];
export type Span = [from: string, to: string];

export interface TargetsDraft extends Omit<
  ServiceTargets,
  | 'hours'
  | 'targetSeconds'
  | 'onCall'
  | 'secondQueueId'
  | 'silentOwnerMinutes'
  | 'silentCustomerMinutes'
  | 'offerSeconds'
  | 'unreadMinutes'
  | 'closedWords'
> {
  /** Otherwise always open; what was entered is kept. */
  hasHours: boolean;
  timeZone: string;
  week: Record<Day, Span[]>;
  holidays: string[];
  targetMinutes: string;
  onCallId: string;
  secondQueueId: string;
  silentOwnerMinutes: string;
  silentCustomerMinutes: string;
  offerSeconds: string;
  unreadMinutes: string;
  closedWords: string;
}

const OFFICE: Hours['week'] = {
  mon: [['09:00', '17:00']],
  tue: [['09:00', '17:00']],
  wed: [['09:00', '17:00']],
  thu: [['09:00', '17:00']],
  fri: [['09:00', '17:00']],
  sat: [],
  sun: [],
};

/** @param zone of whoever edits, for a queue that has no hours yet */
export function draftOf(serviceTargets: ServiceTargets, zone: string): TargetsDraft {
  const { hours, targetSeconds, onCall, secondQueueId, silentOwnerMinutes, silentCustomerMinutes, ...rest } =
    serviceTargets;
  const week = hours?.week ?? OFFICE;
  return {
    ...rest,
    hasHours: hours !== null,
    timeZone: hours?.timeZone ?? zone,
    week: Object.fromEntries(DAYS.map((day) => [day, week[day].map(shownSpan)])) as Record<Day, Span[]>,
    holidays: hours?.holidays ?? [],
    targetMinutes: targetSeconds === null ? '' : String(Math.round((targetSeconds / 60) * 100) / 100),
    onCallId: onCall?.id ?? '',
    secondQueueId: secondQueueId ?? '',
    silentOwnerMinutes: textOf(silentOwnerMinutes),
    silentCustomerMinutes: textOf(silentCustomerMinutes),
    offerSeconds: String(rest.offerSeconds),
    unreadMinutes: textOf(rest.unreadMinutes),
    closedWords: rest.closedWords ?? '',
  };
}

/** @param people who may be on call; somebody who left the team keeps their name from before */
export function serviceTargetsOf(
  draft: TargetsDraft,
  people: Pick<Agent, 'id' | 'name'>[],
  before: ServiceTargets,
): ServiceTargets {
  const { hasHours, timeZone, week, holidays, onCallId, assignment, whenClosed, silentCustomerEnds } = draft;
  const person = people.find(({ id }) => id === onCallId) ?? (before.onCall?.id === onCallId ? before.onCall : null);
  const target = numberOf(draft.targetMinutes);
  return {
    hours: hasHours ? { timeZone: timeZone.trim(), week, holidays } : null,
    targetSeconds: target === null ? null : Math.round(target * 60),
    onCall: person && { id: person.id, name: person.name },
    secondQueueId: draft.secondQueueId || null,
    silentOwnerMinutes: numberOf(draft.silentOwnerMinutes),
    silentCustomerMinutes: numberOf(draft.silentCustomerMinutes),
    silentCustomerEnds,
    whenClosed,
    closedWords: draft.closedWords.trim() || null,
    assignment,
    offerSeconds: numberOf(draft.offerSeconds) ?? before.offerSeconds,
    unreadMinutes: numberOf(draft.unreadMinutes),
  };
}

/** What differs between two versions, as a change one could ask for. */
export function changedParts(before: ServiceTargets, after: ServiceTargets): Partial<ServiceTargets> {
  const names = (Object.keys(targetsWords.parts) as (keyof ServiceTargets)[]).filter(
    (name) => sortedJson(comparable(before)[name]) !== sortedJson(comparable(after)[name]),
  );
  return Object.fromEntries(names.map((name) => [name, after[name]]));
}

/** "the hours", "who is alerted" */
export const partNames = (parts: Partial<ServiceTargets>): string[] =>
  (Object.keys(parts) as (keyof ServiceTargets)[]).map((name) => targetsWords.parts[name]);

/** What cannot be right, by the server's names for the fields. */
export function mistakesIn(draft: TargetsDraft): Map<string, string> {
  const found = new Map<string, string>();
  const words = targetsWords;
  const number = (path: string, text: string, [least, most]: [number, number], outside: string) => {
    const value = numberOf(text);
    if (value !== null && !(value >= least && value <= most)) found.set(path, outside);
  };
  number('targetSeconds', draft.targetMinutes, [10 / 60 - 0.01, 10_080], words.target.mistake);
  whole('silentOwnerMinutes', draft.silentOwnerMinutes, 10_080, words.inactivity.upTo7Days);
  whole('silentCustomerMinutes', draft.silentCustomerMinutes, 43_200, words.inactivity.upTo30Days);
  whole('unreadMinutes', draft.unreadMinutes, 1_440, words.inactivity.upTo1Day);
  number('offerSeconds', draft.offerSeconds, [10, 3_600], words.assignment.offerMistake);
  if (draft.offerSeconds.trim() === '') found.set('offerSeconds', words.assignment.offerMissing);
  if (!draft.hasHours) return found;
  if (draft.timeZone.trim() === '') found.set('hours.timeZone', words.hours.timeZoneMissing);
  for (const day of DAYS) {
    if (draft.week[day].some(([from, to]) => !from || !to)) found.set(`hours.week.${day}`, words.hours.giveBoth);
  }
  if (DAYS.every((day) => draft.week[day].length === 0)) {
    found.set('hours.week', words.hours.neverOpen);
  }
  return found;

  function whole(path: string, text: string, most: number, outside: string) {
    number(path, text, [1, most], outside);
    const value = numberOf(text);
    if (value !== null && !Number.isInteger(value)) found.set(path, words.inactivity.wholeMinutes);
  }
}

const textOf = (value: number | null): string => (value === null ? '' : String(value));

/** Null for nothing; NaN for what is no number. */
function numberOf(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  return trimmed === '' ? null : Number(trimmed);
}

/** The end of the day is the beginning of the next, as a clock shows it. */
const shownSpan = ([from, to]: readonly [string, string]): Span => [from, to === '24:00' ? '00:00' : to];

function comparable(serviceTargets: ServiceTargets): ServiceTargets {
  const { hours } = serviceTargets;
  if (!hours) return serviceTargets;
  const week = Object.fromEntries(DAYS.map((day) => [day, hours.week[day].map(shownSpan)])) as Hours['week'];
  return { ...serviceTargets, hours: { ...hours, week, holidays: [...hours.holidays].sort() } };
}

/** The same whichever order the keys came in. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
