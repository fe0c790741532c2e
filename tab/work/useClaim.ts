import type { Escalation } from '../../src/contract/api';
import { ApiError, wordsOf } from '../desk/apiError';
import { deskNow } from '../desk/clock';
import { watchMoves } from '../desk/moves';
import { useVerb } from '../desk/useVerbs';
import { useNotice } from '../parts/Notice';
import { refusalWords } from '../parts/states';
import { useLocale } from '../parts/you';

/**
 * Claims from a list and goes straight to answering, unless one has gone on to something else meanwhile; a lost race is
 * told and nothing else.
 */
export function useClaim(escalation: Escalation, onClaimed: (escalationId: string, compose: boolean) => void) {
  const verb = useVerb(escalation.id);
  const { say } = useNotice();
  const locale = useLocale();
  const { id, customer } = escalation;
  return {
    isPending: verb.isPending,
    start: () => {
      const hasMoved = watchMoves();
      // The row may be gone before the answer is there: what is given to `mutate` would never be called.
      verb.mutateAsync({ verb: 'claim' }).then(
        () => hasMoved() || onClaimed(id, true),
        (error: unknown) =>
          say(
            'info',
            error instanceof ApiError ? refusalWords(error, customer.name, deskNow(), locale) : wordsOf(error),
          ),
      );
    },
  };
}
