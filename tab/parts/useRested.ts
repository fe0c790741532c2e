import { useEffect, useState } from 'react';

const REST_MS = 300;

/**
 * What one looks for, once the fingers rest; whatever else was chosen counts at once.
 * @param typed the fields one writes in
 */
export function useRested<Filters extends object>(filters: Filters, typed: readonly (keyof Filters)[]): Filters {
  const [rested, setRested] = useState(filters);
  const isTyping = typed.some((field) => filters[field] !== rested[field]);
  // A choice is not taken back by what is typed right after it.
  if (!isTyping && rested !== filters) setRested(filters);
  useEffect(() => {
    const timer = setTimeout(() => setRested(filters), REST_MS);
    return () => clearTimeout(timer);
  }, [filters]);
  return isTyping ? rested : filters;
}
