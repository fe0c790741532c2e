import { useState } from 'react';

const STEP = 100;

/** The newest items, and a way to see earlier ones; starts again in another place. */
export function useShown<T>(items: readonly T[], place: string): { shown: readonly T[]; earlier: (() => void) | null } {
  const [many, setMany] = useState({ place, count: STEP });
  const count = many.place === place ? many.count : STEP;
  return {
    shown: items.slice(-count),
    earlier: items.length > count ? () => setMany({ place, count: count + STEP }) : null,
  };
}
