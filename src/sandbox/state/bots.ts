/** The bots people can chat with. The first is the desk's own; only that one is in the team. Pure. */
import type { SandboxBot, SandboxPerson } from './contract';
import { SANDBOX } from '../../config/world';

export type { SandboxBot };

export const DESK_BOT: SandboxBot = SANDBOX.bot;
export const MOST_BOTS = 20;
/** Contoso HR is not among the bots: nobody writes in its chats but itself. */
export const AGENT: Omit<SandboxBot, 'password'> = {
  appId: SANDBOX.hrAgent.appId,
  id: `28:${SANDBOX.hrAgent.appId}`,
  name: SANDBOX.hrAgent.name,
};

/** A person's chat with a bot; Teams gives people another id for each bot. */
export function chatWith(person: SandboxPerson, bot: Pick<SandboxBot, 'appId'>): { chatId: string; teamsId: string } {
  const { chatId, teamsId } = person;
  if (bot.appId === DESK_BOT.appId) return { chatId, teamsId };
  return { chatId: `${chatId}-${bot.appId}`, teamsId: `${teamsId}-${bot.appId}` };
}
