/** Reads what a bot answered to a press on a card, and what Teams makes of it. Pure. */
import { z } from 'zod';
import type { InvokeAnswer, SandboxMessage } from '../state/contract';
import type { InvokeResponse } from './desk';

export const CARD = 'application/vnd.microsoft.card.adaptive';
const ERROR = 'application/vnd.microsoft.error';

const universalAction = z.object({ statusCode: z.number(), type: z.string(), value: z.unknown().default(null) });

/** Anything but a well-formed answer is the error people see as "Unable to reach app". */
export function answerOf(response: InvokeResponse): InvokeAnswer {
  if (response.status !== 200) return failure(response.status, `the desk answered ${response.status}`);
  try {
    const parsed = universalAction.safeParse(JSON.parse(response.body));
    return parsed.success ? parsed.data : failure(502, 'the desk answered something else than a Universal Action');
  } catch {
    return failure(502, 'the desk answered something else than JSON');
  }
}

function failure(statusCode: number, message: string): InvokeAnswer {
  return { statusCode, type: ERROR, value: { code: 'UnableToReachApp', message } };
}

const refreshing = z.object({
  refresh: z.object({
    action: z.object({ verb: z.string(), data: z.record(z.string(), z.unknown()).default({}) }),
    userIds: z.array(z.string()).max(60),
  }),
});

/** What Teams asks the bot for when this person looks at the card; null: they see what everybody sees. */
export function ownViewAsked(
  attachments: SandboxMessage['attachments'],
  teamsId: string,
): { verb: string; data: Record<string, unknown> } | null {
  const card = attachments.find(({ contentType }) => contentType === CARD)?.content;
  const asked = refreshing.safeParse(card).data?.refresh;
  return asked?.userIds.includes(teamsId) ? asked.action : null;
}

/** The message's attachments with the card replaced. */
export function shownCard(attachments: SandboxMessage['attachments'], card: unknown): SandboxMessage['attachments'] {
  const shown = { contentType: CARD, content: card };
  const at = attachments.findIndex((a) => a.contentType === CARD);
  return at < 0 ? [shown] : attachments.map((a, i) => (i === at ? { ...a, ...shown } : a));
}
