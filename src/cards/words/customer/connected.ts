/** What customers read in the chat with a connected agent besides what the escalation itself says. Pure. */
import { ASK_FOR_PERSON } from './unanswered';

/** Said once after the end, to whoever goes on writing. */
export const hasLeftWords = (agentName: string | null, botName: string): string =>
  `${agentName ?? 'The person'} has left; you are back with ${botName}. To have a person again, write “${ASK_FOR_PERSON}”.`;

/** The first words in the chat with the desk's bot, when the agent's own takes none. */
export const movedHereWords = (botName: string, number: number): string =>
  `You go on here, in this chat: ${botName} does not pass on what a person says to you there. Your request is #${number}.`;

/** Said once, when the chat goes on elsewhere. */
export const goesOnWords = (agentName: string | null): string =>
  `${agentName ?? 'The person'} reads this, and answers you in your other chat in Teams, where this goes on.`;
