/** What an admin takes from the settings into Copilot Studio, filled in. Pure. */
import { z } from 'zod';

export const AgentFiles = z.object({
  /** Where the topic, a flow or a connector calls. */
  handoffsUrl: z.string(),
  /** Where an agent's MCP tool calls. */
  mcpUrl: z.string(),
  /** The topic that asks for a person, in the language of Copilot Studio's code editor. */
  topic: z.string(),
  /** OpenAPI 2, for a custom connector with both calls. */
  connector: z.string(),
  /** The same for the MCP endpoint. */
  mcpConnector: z.string(),
  /** For the agent's instructions, where there are no topics. */
  instructions: z.string(),
  /** What "Add an agent › Microsoft 365 Agents SDK" asks for. */
  connected: z.object({
    endpoint: z.string(),
    name: z.string(),
    /** By which the agent decides when to ask. */
    description: z.string(),
    /** Whom the caller's token has to be for: the desk's bot. */
    resource: z.string(),
  }),
});
export type AgentFiles = z.infer<typeof AgentFiles>;
