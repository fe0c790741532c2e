/** Moments as people read them in a time zone. Pure. */
import { DateTime } from 'luxon';

export interface ZoneMoment {
  /** “Thursday, 26 November 2026 (UTC+01:00)”: another one where clocks are changed. */
  day: string;
  /** `13:45:07` */
  time: string;
}

export function zoneMoments(zone: string): (at: Date) => ZoneMoment {
  return (at) => {
    const there = DateTime.fromJSDate(at, { zone }).setLocale('en-GB');
    return { day: `${there.toFormat('cccc, d LLLL yyyy')} (UTC${there.toFormat('ZZ')})`, time: there.toFormat('TT') };
  };
}
