import { createContext, useContext } from 'react';
import type { Me } from '../../src/contract/api';
import type { Place } from '../desk/teams';

/** Who is looking, and from where in Teams. */
export interface You {
  me: Me;
  place: Place;
  isManager: boolean;
  /** A manager of the whole desk, and not of some queues alone. */
  managesAll: boolean;
}

const YouContext = createContext<You | null>(null);
export const YouProvider = YouContext.Provider;

export function useYou(): You {
  const you = useContext(YouContext);
  if (!you) throw new Error('useYou is used outside YouProvider');
  return you;
}

export const useLocale = (): string => useYou().place.locale;
