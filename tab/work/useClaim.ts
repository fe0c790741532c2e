import type { Escalation } from '../../src/contract/api';
import { ApiError, wordsOf } from '../desk/apiError';
import { useVerb } from '../desk/useVerbs';
import { useNotice } from '../parts/Notice';
import { refusalWords } from '../parts/states';
import { useLocale } from '../parts/you';

/** Claims from a list and goes straight to answering; a lost race is told and nothing else. */
export function useClaim(escalation: Escalation, onClaimed: (escalationId: string, compose: boolean) => void) {
  const verb = useVerb(escalation.id);
  const { say } = useNotice();
  const locale = useLocale();
  return {
    isPending: verb.isPending,
    start: () =>
      verb.mutate(
        { verb: 'claim' },
        {
          onSuccess: () => onClaimed(escalation.id, true),
          onError: (error) =>
            say(
              'info',
              error instanceof ApiError
                ? refusalWords(error, escalation.customer.name, Date.now(), locale)
                : wordsOf(error),
            ),
        },
      ),
  };
}
