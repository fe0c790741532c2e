import type { InvokeAnswer, SandboxMessage, SandboxPerson } from '../../state/contract';
import { api } from '../data/api';
import { followLink } from '../tab/followLink';
import type { Press } from './Card';

const TOAST = 'application/vnd.microsoft.activity.message';

/**
 * Does what Teams does when this person presses a button on this message; rejects with words to show under the card.
 * Resolves with the app's words to this person, if it had any; a card it answered with arrives by the stream.
 */
export async function pressCard(person: SandboxPerson, message: SandboxMessage, press: Press): Promise<string | null> {
  if (press.kind === 'openUrl') {
    followLink(press.url);
    return null;
  }
  const about = { conversationId: message.conversationId, messageId: message.id };
  if (press.kind === 'consent') {
    await api.consent(person.id, { ...about, accept: press.accept });
    return null;
  }
  if (press.kind === 'execute') {
    return answerOf(await api.invoke(person.id, { ...about, verb: press.verb, data: press.data }));
  }
  const action = actionIn(press.data);
  if (action !== null) await api.press(person.id, { ...about, action });
  else await api.submit(person.id, { ...about, verb: '', data: press.data });
  return null;
}

/** Bot Framework's own actions speak for the person instead of sending data. */
function actionIn(data: Record<string, unknown>): Record<string, unknown> | null {
  const action = data.msteams as Record<string, unknown> | undefined;
  return action?.type === 'imBack' || action?.type === 'messageBack' ? action : null;
}

function answerOf({ statusCode, type, value }: InvokeAnswer): string | null {
  if (statusCode === 200) return type === TOAST ? String(value) : null;
  const { message } = (typeof value === 'object' && value !== null ? value : {}) as { message?: unknown };
  throw new Error(typeof message === 'string' ? message : 'Something went wrong. Unable to reach the app.');
}
