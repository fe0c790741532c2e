import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { addMessage } from '../messages/catchUp';
import { sendingOf } from '../messages/sending';
import { draftsOf } from './drafts';

/** What was written here and is not confirmed yet, with the ways to add to it. */
export function useSending(escalationId: string) {
  const client = useQueryClient();
  const sending = useMemo(
    () =>
      sendingOf(escalationId, {
        onSent: (id, message) => addMessage(client, id, message),
        onHeld: (id, isHeld) => draftsOf(id).pause(isHeld),
      }),
    [client, escalationId],
  );
  const outgoing = useSyncExternalStore(
    sending.subscribe,
    useCallback(() => sending.read(), [sending]),
  );
  return { outgoing, sending };
}
