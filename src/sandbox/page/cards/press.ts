import type { QueryClient } from '@tanstack/react-query';
import type { InvokeAnswer, SandboxMessage, SandboxPerson } from '../../state/contract';
import { api } from '../data/api';
import { showMessage } from '../data/queries';
import { followLink } from '../tab/followLink';
import type { Press } from './Card';

const TOAST = 'application/vnd.microsoft.activity.message';

/**
 * Does what Teams does when this person presses a button on this message; rejects with words to show under the card.
 * Resolves with the app's words to this person, if it had any; a card it answered with arrives by the stream.
 */
export async function pressCard(
  queries: QueryClient,
  person: SandboxPerson,
  message: SandboxMessage,
  press: Press,
): Promise<string | null> {
  if (press.kind === 'openUrl') {
    followLink(press.url);
    return null;
  }
  const about = { conversationId: message.conversationId, messageId: message.id };
  if (press.kind === 'execute') {
    return answerOf(await api.invoke(person.id, { ...about, verb: press.verb, data: press.data }));
  }
  const said = wordsOf(press.data);
  if (said !== null && message.threadId === null && person.chatId === message.conversationId) {
    showMessage(queries, await api.chat(person.id, said));
  } else {
    await api.submit(person.id, { ...about, verb: '', data: press.data });
  }
  return null;
}

/** Bot Framework's imBack speaks for the person instead of sending data. */
function wordsOf(data: Record<string, unknown>): string | null {
  const msteams = data.msteams as { type?: unknown; value?: unknown } | undefined;
  return msteams?.type === 'imBack' && typeof msteams.value === 'string' ? msteams.value : null;
}

function answerOf({ statusCode, type, value }: InvokeAnswer): string | null {
  if (statusCode === 200) return type === TOAST ? String(value) : null;
  const { message } = (typeof value === 'object' && value !== null ? value : {}) as { message?: unknown };
  throw new Error(typeof message === 'string' ? message : 'Something went wrong. Unable to reach the app.');
}
