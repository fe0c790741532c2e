import { MutationCache, QueryClient } from '@tanstack/react-query';
import { keys } from './keys';
import { ApiError, isSignedOut } from './apiError';
import { isSignedIn } from './signedIn';

/** What every part of the tab asks through. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    // Whoever looks at the audit finds there what they have just done.
    mutationCache: new MutationCache({
      onSuccess: () => void client.invalidateQueries({ queryKey: keys.auditLogs() }),
    }),
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
  return client;
}

/** Somebody else's answer may have found the sign-in back while this one was refused. */
const mayPass = (error: unknown): boolean =>
  (error instanceof ApiError && error.passing) || (isSignedOut(error) && isSignedIn());
