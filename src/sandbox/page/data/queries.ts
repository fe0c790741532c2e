import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { SandboxMessage } from '../../state/contract';
import { api } from './api';

export const keys = {
  world: ['world'] as const,
  faults: ['faults'] as const,
  agent: ['agent'] as const,
  app: (personId: string) => ['app', personId] as const,
  presence: (personId: string) => ['presence', personId] as const,
  feed: (personId: string) => ['feed', personId] as const,
  /** A conversation for everybody who looks at it. */
  conversation: (conversationId: string) => ['messages', conversationId] as const,
  messages: (conversationId: string, personId: string) => ['messages', conversationId, personId] as const,
};

export const messagesQuery = (conversationId: string, personId: string) => ({
  queryKey: keys.messages(conversationId, personId),
  queryFn: () => api.messages(conversationId, personId),
});

export function useWorld() {
  return useQuery({ queryKey: keys.world, queryFn: api.world });
}

export function useMessages(conversationId: string, personId: string) {
  return useQuery(messagesQuery(conversationId, personId));
}

/** Shows a message the sandbox has just confirmed, without waiting for the stream. */
export function showMessage(queries: QueryClient, message: SandboxMessage): void {
  queries.setQueriesData<SandboxMessage[]>({ queryKey: keys.conversation(message.conversationId) }, (items) =>
    items && !items.some((known) => known.id === message.id) ? [...items, message] : items,
  );
}
