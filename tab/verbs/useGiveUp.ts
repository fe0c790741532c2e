import { useQueryClient } from '@tanstack/react-query';
import { deskNow } from '../desk/clock';
import { escalationOf } from '../desk/useDesk';
import type { useVerb } from '../desk/useVerbs';
import { useNotice } from '../parts/Notice';
import { statusWords } from '../parts/states';
import { useLocale, useYou } from '../parts/you';
import { takenWords } from '../words/taken';

/** Closing a dialog gives up what it has under way, and says what came of it: it may have reached the desk before. */
export function useGiveUp(
  id: string,
  verb: Pick<ReturnType<typeof useVerb>, 'isPending' | 'giveUp'>,
  onClose: () => void,
) {
  const client = useQueryClient();
  const { me } = useYou();
  const { say } = useNotice();
  const locale = useLocale();
  return () => {
    onClose();
    if (!verb.isPending) return;
    const before = client.getQueryData<{ version: number }>(escalationOf(id).queryKey)?.version;
    verb.giveUp();
    client.fetchQuery({ ...escalationOf(id), staleTime: 0 }).then(
      (now) => {
        const customer = now.customer.name;
        if (now.version === before) return say('info', takenWords.cancelled.nothing({ customer }));
        const status = statusWords(now, me.id, deskNow(), locale).words;
        say('warning', takenWords.cancelled.tooLate({ customer, status }));
      },
      // No longer to be seen: whoever had it is told that it is gone.
      () => undefined,
    );
  };
}
