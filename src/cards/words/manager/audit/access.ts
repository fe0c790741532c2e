/** What the audit says of who saw chats of others, and of sign-ins that were refused. Pure. */
import type { RefusedFor } from '../../../../domain/policy';

export const openedChat = (number: number): string => `Opened the chat of #${number}, in which they have no part.`;
export const openedFile = (number: number): string => `Opened files of #${number}, in which they have no part.`;
export const escalationName = (number: number): string => `#${number}`;

/** Whoever was refused is not known: what their token says is not believed. */
export const NOBODY_KNOWN = 'Nobody known';

const WHY: Record<RefusedFor, string> = {
  noToken: 'there was none',
  invalid: 'it is not valid here',
  expired: 'it had expired',
  foreignTenant: 'it is of an organisation that does not use this desk',
};

export const signInsRefused = (count: number, origin: string, why: RefusedFor): string =>
  `${count === 1 ? 'A sign-in' : `${count} sign-ins`} from ${origin} refused within a minute: ${WHY[why]}.`;
export const OTHER_ORIGINS = 'other addresses';
