import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { escalationOf } from '../desk/useDesk';
import { useNotice } from '../parts/Notice';
import { composerWords } from '../words/composer';
import { sendingFor } from './composer/useSending';
import { putBack } from './composer/writing';
import { leftUnsent } from './messages/sending';

/**
 * What was unsent when the page was left or loaded again, in whichever chat: what was on its way goes on, and what was
 * held to be taken back is a draft again, and that is said.
 */
export function LeftUnsent() {
  const client = useQueryClient();
  const { say } = useNotice();
  useEffect(() => {
    const ids = leftUnsent().filter((id) => {
      const left = sendingFor(client, id).takeLeft();
      for (const item of left.reverse()) putBack(id, item);
      return left.length > 0;
    });
    if (ids.length === 0) return;
    const nameOf = (id: string) =>
      client.fetchQuery(escalationOf(id)).then(
        ({ customer }) => [customer.name],
        () => [], // No longer theirs to see: the words are there if it comes back.
      );
    void Promise.all(ids.map(nameOf)).then((names) => say('warning', composerWords.undo.left({ names: names.flat() })));
  }, [client, say]);
  return null;
}
