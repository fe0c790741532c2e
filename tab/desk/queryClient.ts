import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './apiError';

/** What every part of the tab asks through. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && error instanceof ApiError && error.passing,
        retryDelay: (count) => 700 * 2 ** count,
      },
      // Done now or refused now: the default keeps it while offline, and does it when nobody expects it any more.
      mutations: { networkMode: 'always' },
    },
  });
