/** The chats a customer has: with the desk's bot, and with Contoso HR. Pure. */
import { agentChatOf, type SandboxPerson, type World } from '../../state/contract';

export interface CustomerChat {
  kind: 'desk' | 'agent';
  id: string;
  name: string;
  /** The bot's app ID. */
  bot: string;
  /** What one might say first. */
  starters: readonly string[];
}

export function chatsOf(world: World, person: SandboxPerson): Record<CustomerChat['kind'], CustomerChat> {
  const { bot, agent } = world;
  return {
    desk: {
      kind: 'desk',
      id: person.chatId,
      name: bot.name,
      bot: bot.appId,
      starters: ['Store hours', 'Our point of sale is down', 'What can you show me?', 'Speak to an agent'],
    },
    agent: {
      kind: 'agent',
      id: agentChatOf(person, agent),
      name: agent.name,
      bot: agent.appId,
      starters: ['How many days off do I have?', 'When is payday?', 'Talk to a person'],
    },
  };
}

/** Tells the two apart at a glance. */
export const colorOf = ({ kind }: Pick<CustomerChat, 'kind'>): 'brand' | 'marigold' =>
  kind === 'desk' ? 'brand' : 'marigold';
