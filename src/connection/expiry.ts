/** When a connection's secrets and certificates end, and what to say before they do. Pure. */
import { BOT_CREDENTIALS, SECRET, secretEndsWords } from '../cards/words/manager/secrets';
import type { ConnectionRow } from '../store/connections';

const DAY_MS = 24 * 3_600_000;
/** Managers hear of it when this many days are left; 0: it has ended. */
const WARN_DAYS = [0, 1, 7, 30] as const;
export const FIRST_WARNING_MS = 30 * DAY_MS;

type Expiring = Pick<ConnectionRow, 'name' | 'secret_expires_at' | 'bot_secret_expires_at'>;

/** The first of them to end; null: nothing is known to. */
export function expiryOf(row: Expiring): { at: Date; what: string } | null {
  const all = [
    { at: row.secret_expires_at, what: SECRET },
    { at: row.bot_secret_expires_at, what: BOT_CREDENTIALS },
  ].flatMap(({ at, what }) => (at === null ? [] : [{ at, what }]));
  return all.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

/** The smallest threshold that has been passed; null: there is time. */
export function warningDue(row: Expiring, now: Date): number | null {
  const expiry = expiryOf(row);
  if (!expiry) return null;
  const left = expiry.at.getTime() - now.getTime();
  return WARN_DAYS.find((days) => left <= days * DAY_MS) ?? null;
}

/** One sentence on what ends when and what to do; null while there is time. */
export function expiryWords(row: Expiring, now: Date): string | null {
  const expiry = expiryOf(row);
  if (!expiry || warningDue(row, now) === null) return null;
  const days = Math.ceil((expiry.at.getTime() - now.getTime()) / DAY_MS);
  return secretEndsWords({ ...expiry, connection: row.name, days });
}
