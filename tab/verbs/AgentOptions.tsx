import type { Agent } from '../../src/contract/api';
import { agentWords, isFull, orderAgents } from '../parts/agents';

interface AgentOptionsProps {
  label: string;
  agents: Agent[];
  /** They would get a conversation: whoever is full cannot be chosen. */
  gives: boolean;
  /** Put before the id, where a list offers more than agents. */
  prefix?: string;
}

/** Colleagues to choose from in a select, with how they are. */
export function AgentOptions({ label, agents, gives, prefix = '' }: AgentOptionsProps) {
  if (agents.length === 0) return null;
  return (
    <optgroup label={label}>
      {orderAgents(agents).map((agent) => (
        <option key={agent.id} value={`${prefix}${agent.id}`} disabled={gives && isFull(agent)}>
          {agentWords(agent)}
        </option>
      ))}
    </optgroup>
  );
}
