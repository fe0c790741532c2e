/** What customers of an agent in Teams read in their chat with the desk's bot, besides what everybody reads. Pure. */
import { isolated } from '../../text/direction';
import { clean, clip, foreignLine } from '../../text/escape';

const NAME = 100;
const PROBLEM = 300;

/** The first words: who sent them here, and that they need not say it all again. */
export function sentHereWords({ agentName, problem }: { agentName: string; problem: string | null }): string {
  const asked = `${plainLine(agentName, NAME)} asked for a person for you. You go on here, in this chat.`;
  const about = plainLine(problem ?? '', PROBLEM);
  return about === '' ? `${asked} ${TOLD}` : `${asked} It is about: “${about}”. ${TOLD}`;
}

/** The message is plain text, so nothing in it needs escaping. */
const plainLine = (text: string, most: number): string => isolated(clip(clean(text).replace(/\s+/g, ' '), most));
const TOLD = 'Whoever answers reads what you told it so far.';

/** They came by the link. */
export const continuesHere = (number: number): string => `You are in the right place: request #${number} goes on here.`;
export const NOTHING_OPEN_HERE = 'Your request has ended, so nothing waits for you here.';
/** One sentence for whatever is wrong with it, so that it says nothing about anybody. */
export const LINK_DOES_NOTHING =
  'This link does nothing: it was used before, is too old, or was made for somebody else. If you have asked for a person, write here.';

/** They write when nobody listens any more. */
export const endedTitle = (number: number): string => `Request #${number} has ended`;
export function endedText({ agentName, mayAskAgain }: { agentName: string; mayAskAgain: boolean }): string {
  const agent = foreignLine(agentName, NAME);
  return mayAskAgain
    ? `Nobody reads this chat now. Ask again, and what you have written comes along; or go back to ${agent}.`
    : `Nobody reads this chat now, and no person can be asked for here at the moment. Please go back to ${agent}.`;
}
export const ASK_AGAIN = 'Ask for a person again';
/** Pressed twice, or on an old card. */
export const ALREADY_ASKED = 'You have asked already; somebody will answer here.';
export const CANNOT_ASK_HERE = 'No person can be asked for here any more. Please ask your agent.';
