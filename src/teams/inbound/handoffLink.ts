/**
 * `handoff/action`: somebody followed a link to the chat, and Teams brings the token in it. The click itself shows
 * nothing, so whatever comes of it is said in words.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/bot-copilot-handoff
 */
import { z } from 'zod';
import { LINK_DOES_NOTHING, NOTHING_OPEN_HERE, continuesHere } from '../../cards/words/customer/personChat';
import type { PersonChats } from '../../escalation/personChats';
import { type Activity, HANDOFF_LINK, addressOf, isPersonal } from '../protocol/activity';
import type { Outcome } from '../protocol/outcome';
import type { Turn } from '../protocol/turn';

const Brought = z.object({ continuation: z.string().min(1).max(500) });

export const isHandoffLink = (activity: Activity): boolean => activity.name === HANDOFF_LINK && isPersonal(activity);

export async function answerHandoffLink(chats: PersonChats, turn: Turn): Promise<Outcome> {
  const { activity } = turn;
  await turn.respond(200);
  const token = Brought.safeParse(activity.value).data?.continuation;
  const personId = activity.from.aadObjectId;
  const redeemed = token && personId ? await chats.redeemed(token, personId, addressOf(activity)) : null;
  // Used before, too old, somebody else’s or made up: whoever brought it learns no more than that.
  if (!redeemed) await turn.say(LINK_DOES_NOTHING);
  else await turn.say(redeemed.number === null ? NOTHING_OPEN_HERE : continuesHere(redeemed.number));
  return { kind: 'answered', by: 'handoffLink' };
}
