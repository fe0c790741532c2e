/** Everything an admin takes into Copilot Studio for an agent in Teams. Pure. */
import { AGENT_ROUTES, MCP_PATH } from '../contract/agentCalls';
import type { AgentFiles } from '../contract/agentFiles';
import { agentConnector, agentMcpConnector } from './agentConnectors';
import { agentTopic } from './agentTopic';

export function agentFiles({ publicUrl, botAppId }: { publicUrl: string; botAppId: string }): AgentFiles {
  return {
    handoffsUrl: `${publicUrl}/api${AGENT_ROUTES.handOff.path}`,
    mcpUrl: `${publicUrl}/api${MCP_PATH}`,
    topic: agentTopic(publicUrl),
    connector: `${JSON.stringify(agentConnector(publicUrl), null, 2)}\n`,
    mcpConnector: `${JSON.stringify(agentMcpConnector(publicUrl), null, 2)}\n`,
    instructions: INSTRUCTIONS,
    connected: {
      endpoint: `${publicUrl}/api/messages`,
      name: 'People of the service desk',
      description: CONNECTED,
      resource: botAppId,
    },
  };
}

/** What a model does with it is the model's; it is told plainly what it must not promise. */
const INSTRUCTIONS = `When the customer asks for a human, a person or an agent, or when nothing else has helped, use the tool ask_for_person. Give it what they need in one sentence, and everything said so far, word for word, one line a turn, each beginning with "User: " or "Agent: ".
Tell the customer exactly the words the tool returns, and give them its link. The person writes to them in a chat of its own, not here; do not say that somebody will answer in this chat.
If the number it returns is 0, nobody was asked: tell the customer its words, and go on helping.
Before you offer a person, you may use person_availability to learn whether one is there. Never promise a time it did not name.
`;

const CONNECTED =
  'Hands the conversation to a person. Use it when the customer asks for a human, a person or an agent, or when nothing else has helped. While a person is in the conversation, pass every message of the customer to it, word for word, and add nothing of your own; when it answers nothing, say nothing.';
