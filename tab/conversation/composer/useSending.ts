import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { addMessage } from '../messages/catchUp';
import { type Sending, sendingOf } from '../messages/sending';
import { draftsOf } from './drafts';

export const sendingFor = (client: QueryClient, escalationId: string): Sending =>
  sendingOf(escalationId, {
    onSent: (id, message) => addMessage(client, id, message),
    onHeld: (id, isHeld) => draftsOf(id).pause(isHeld),
  });

/** What was written here and is not confirmed yet, with the ways to add to it. */
export function useSending(escalationId: string) {
  const client = useQueryClient();
  const sending = useMemo(() => sendingFor(client, escalationId), [client, escalationId]);
  const outgoing = useSyncExternalStore(
    sending.subscribe,
    useCallback(() => sending.read(), [sending]),
  );
  return { outgoing, sending };
}
