import { useEffect, useState } from 'react';
import { deskNow } from '../desk/clock';
import { workWords } from '../words/work';

/** Seconds until a moment, counted down; 0 once it is over, or when there is none. */
export function useSecondsLeft(until: string | null): number {
  const [now, setNow] = useState(deskNow);
  useEffect(() => {
    if (until === null) return;
    const timer = setInterval(() => setNow(deskNow()), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return until === null ? 0 : Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000));
}

/** "0:42 left" */
export function countdownWords(seconds: number): string {
  if (seconds === 0) return workWords.offer.goesOn;
  return workWords.offer.left({ minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, '0') });
}
