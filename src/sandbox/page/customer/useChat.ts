import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SandboxMessage, SandboxPerson } from '../../state/contract';
import type { Press } from '../cards/Card';
import { pressCard } from '../cards/press';
import { api } from '../data/api';
import { keys, showMessage, useMessages } from '../data/queries';
import type { CustomerChat } from '../people/chats';
import { type Outgoing, outgoingOf, saidOf } from './outgoing';

export type { Outgoing };

/** Words and files on their way to the desk, or stuck. */
export interface Unsent extends Outgoing {
  key: number;
  chatId: string;
  /** What the chat held when this was sent: a newer message with these words is this one. */
  known: ReadonlySet<string>;
  problem: string | null;
}

let nextKey = 1;

/** One customer's chat with a bot. */
export function useChat(person: SandboxPerson, { id: chatId, bot }: Pick<CustomerChat, 'id' | 'bot'>) {
  const queries = useQueryClient();
  const messages = useMessages(chatId, person.id);
  const [unsent, setUnsent] = useState<Unsent[]>([]);
  /** Failed messages that were sent again: the new one stands for them. */
  const [retried, setRetried] = useState<ReadonlySet<string>>(new Set());
  const shown = (messages.data ?? []).filter((message) => !retried.has(message.id));

  async function send(outgoing: Outgoing): Promise<void> {
    const known = new Set(
      (queries.getQueryData<SandboxMessage[]>(keys.messages(chatId, person.id)) ?? []).map((m) => m.id),
    );
    const words: Unsent = { key: nextKey++, chatId, ...outgoing, known, problem: null };
    setUnsent((all) => [...all, words]);
    try {
      showMessage(queries, await api.chat(person.id, { ...(await saidOf(outgoing)), bot }));
      setUnsent((all) => all.filter((one) => one.key !== words.key));
    } catch (error) {
      const problem = error instanceof Error ? error.message : 'Not sent.';
      setUnsent((all) => all.map((one) => (one.key === words.key ? { ...one, problem } : one)));
    }
  }

  function retry(words: Unsent): Promise<void> {
    drop(words);
    return send(words);
  }

  function drop(words: Unsent): void {
    setUnsent((all) => all.filter((one) => one.key !== words.key));
  }

  /** Rejects where its files are not there any more. */
  async function resend(message: SandboxMessage): Promise<void> {
    const outgoing = await outgoingOf(message);
    setRetried((ids) => new Set([...ids, message.id]));
    await send(outgoing);
  }

  const press = (message: SandboxMessage, pressed: Press) => pressCard(person, message, pressed);

  return {
    messages,
    shown,
    unsent: pending(unsent, chatId, messages.data ?? []),
    send,
    retry,
    resend,
    drop,
    press,
  };
}

/** What is not in the chat yet: the stream may bring a message before its sending is confirmed, or refused. */
function pending(unsent: Unsent[], chatId: string, shown: SandboxMessage[]): Unsent[] {
  const taken = new Set<string>();
  return unsent.filter((words) => {
    if (words.chatId !== chatId) return false;
    const arrived = shown.find(
      (message) =>
        message.from.kind === 'person' &&
        message.text === words.text &&
        !words.known.has(message.id) &&
        !taken.has(message.id),
    );
    if (arrived) taken.add(arrived.id);
    return !arrived;
  });
}
