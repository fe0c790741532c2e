import { QueryClient } from '@tanstack/react-query';
import { ApiError, isSignedOut } from './apiError';
import { isSignedIn } from './signedIn';

/** What every part of the tab asks through. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && mayPass(error),
        retryDelay: (count) => 700 * 2 ** count,
      },
      // Done now or refused now: the default keeps it while offline, and does it when nobody expects it any more.
      mutations: { networkMode: 'always' },
    },
  });

/** Somebody else's answer may have found the sign-in back while this one was refused. */
const mayPass = (error: unknown): boolean =>
  (error instanceof ApiError && error.passing) || (isSignedOut(error) && isSignedIn());
