/** What an agent in Teams hands over, as the desk opens it. Pure. */
import { AGENTS_VARIABLES } from '../../cards/words/agent/handoff';
import type { AgentHandoff } from '../../contract/agentCalls';
import type { OpenEscalation } from '../../domain/escalation';
import { languageOf, textOf } from '../content/foreignJson';
import { TEXT } from '../handoff/handoff';
import { pairsOf, readVariables } from '../handoff/variables';
import { readRetelling } from './retelling';

export function readAgentHandoff(asked: AgentHandoff, agentName: string): OpenEscalation {
  const { customer, agent } = asked;
  const problems: string[] = [];
  const own: [string, unknown][] = [
    [AGENTS_VARIABLES.signInName, customer.upn],
    [AGENTS_VARIABLES.conversation, asked.conversationId],
    [AGENTS_VARIABLES.environment, agent?.environment],
    [AGENTS_VARIABLES.schema, agent?.schema],
  ];
  return {
    topic: textOf(asked.topic, TEXT.topic),
    lastPhrase: textOf(asked.lastPhrase, TEXT.phrase),
    agentMessage: textOf(asked.problem, TEXT.agentMessage),
    language: languageOf(customer.locale),
    variables: readVariables(
      [...pairsOf(asked.variables), ...own.filter(([, value]) => textOf(value, 1) !== null)],
      problems,
    ),
    transcript: readRetelling(
      asked.transcriptText,
      { customer: textOf(customer.name, 200), agent: agentName },
      problems,
    ),
    problems,
  };
}
