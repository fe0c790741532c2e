/** What Teams' presence means for whoever is available at the desk. Pure. */
import type { FollowPresence, TeamsReason } from '../contract/api';

export interface SeenInTeams {
  presence: 'busy' | 'away';
  reason: TeamsReason;
}

const busy = (reason: TeamsReason): SeenInTeams => ({ presence: 'busy', reason });
const away = (reason: TeamsReason): SeenInTeams => ({ presence: 'away', reason });

/** Nobody in one of these can answer a customer. */
const CALLS: Readonly<Record<string, SeenInTeams>> = {
  InACall: busy('inACall'),
  InAConferenceCall: busy('inACall'),
  Presenting: busy('presenting'),
};
/** The more particular word first: `activity`, then `availability`. */
const REST: Readonly<Record<string, SeenInTeams>> = {
  UrgentInterruptionsOnly: busy('doNotDisturb'),
  DoNotDisturb: busy('doNotDisturb'),
  InAMeeting: busy('inAMeeting'),
  OutOfOffice: away('outOfOffice'),
  OffWork: away('offline'),
  BeRightBack: away('beRightBack'),
  Busy: busy('busy'),
  BusyIdle: busy('busy'),
  Away: away('away'),
  Inactive: away('away'),
  Offline: away('offline'),
};

/** Null: nothing stands against being available; so it is with a word Graph did not have when this was written. */
export function seenInTeams(
  { availability, activity }: { availability: string; activity: string },
  follow: FollowPresence,
): SeenInTeams | null {
  if (follow === 'off') return null;
  const call = CALLS[activity];
  if (call) return call;
  if (follow === 'calls') return null;
  // Somebody available may be idle at the keyboard, or out of office as the calendar says: they are there.
  if (availability.startsWith('Available')) return null;
  return REST[activity] ?? REST[availability] ?? null;
}
