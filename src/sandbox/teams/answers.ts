/** What the connector answers, in Teams' words. Pure. */

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Whether what was asked for has happened. */
  accepted?: boolean;
  messageId?: string | null;
}

const words: Record<string, string> = {
  ActivityNotFoundInConversation: 'The activity was not found in the conversation.',
  BadArgument: 'Bad argument.',
  BadSyntax: 'Bad format of the request.',
  BotDisabledByAdmin: 'The tenant admin disabled this bot.',
  BotNotInConversationRoster: 'The bot is not part of the conversation roster.',
  ConversationBlockedByUser: 'User blocked the conversation with the bot.',
  ConversationNotFound: 'Conversation not found.',
  MemberNotFoundInConversation: 'The member was not found in the conversation.',
  MessageSizeTooBig: 'Message size too large.',
  NotEnoughPermissions: 'The bot does not have enough permissions for this operation.',
  PreconditionFailed: 'Precondition failed, please try again.',
  ServiceError: 'Unknown error.',
  Throttled: 'Too many requests.',
};

/** An error as Teams words it; `MessageWritesBlocked` hides in JSON within JSON. */
export function teamsError(status: number, code: string, message = words[code] ?? code): Answer {
  if (code !== 'MessageWritesBlocked') return { status, body: { error: { code, message } } };
  const hidden = { subCode: code, details: 'Thread is not accessible', errorCode: null, errorSubCode: null };
  return { status, body: { errorCode: 209, message: JSON.stringify(hidden) } };
}

export const unauthorized: Answer = {
  status: 401,
  body: { message: 'Authorization has been denied for this request.' },
  headers: { 'WWW-Authenticate': 'Bearer' },
};

const LARGEST_BYTES = 100 * 1024;

/** Whether Teams would refuse the message for its size: counted in UTF-16, pictures within it left out. */
export function isTooBig(activity: object): boolean {
  const { text, attachments, entities, suggestedActions } = activity as Record<string, unknown>;
  const json = JSON.stringify({ text, attachments, entities, suggestedActions });
  if (json.length * 2 <= LARGEST_BYTES) return false;
  return json.replace(/data:image\/[\w.+-]+;base64,[\w+/=]+/g, '').length * 2 > LARGEST_BYTES;
}
