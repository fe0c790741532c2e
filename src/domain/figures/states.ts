/** Time in state: how long somebody was available, busy, away or offline within a period. Pure. */
import type { AgentStateKind } from '../../contract/api';

/** From then on they were so. */
export interface StateChange {
  at: Date;
  state: AgentStateKind;
  /** The manager who set it, and why. */
  byName: string | null;
  reason: string | null;
}

export interface StateSpan extends Omit<StateChange, 'at'> {
  from: Date;
  to: Date;
}

export type TimeInState = Record<AgentStateKind, number>;

/**
 * What held from when until when, within the period; nothing before the first change is known, and nothing is told of
 * what has not been yet. Real time: a night on which the clock is put back has an hour more.
 * @param changes of one person, in order
 */
export function spansIn(changes: readonly StateChange[], period: { from: Date; to: Date }, now: Date): StateSpan[] {
  const end = new Date(Math.min(period.to.getTime(), now.getTime()));
  return changes.flatMap(({ at, ...how }, n) => {
    const from = new Date(Math.max(at.getTime(), period.from.getTime()));
    const to = new Date(Math.min(changes[n + 1]?.at.getTime() ?? end.getTime(), end.getTime()));
    return to > from ? [{ ...how, from, to }] : [];
  });
}

/** In seconds. */
export function timeIn(spans: readonly StateSpan[]): TimeInState {
  const ms: TimeInState = { available: 0, busy: 0, away: 0, offline: 0 };
  for (const { state, from, to } of spans) ms[state] += to.getTime() - from.getTime();
  return {
    available: Math.round(ms.available / 1_000),
    busy: Math.round(ms.busy / 1_000),
    away: Math.round(ms.away / 1_000),
    offline: Math.round(ms.offline / 1_000),
  };
}
