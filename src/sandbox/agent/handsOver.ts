/** Contoso HR's topic calls the desk: its HTTP nodes post what the topic the desk gives makers would post. */
import { z } from 'zod';
import { SANDBOX } from '../../config/world';
import type { AgentSettings, SandboxPerson } from '../state/contract';
import type { AgentWords } from './agentChat';
import type { Answered, Calls } from './calls';
import type { Mind } from './memory';

/** Any key but its own. */
const WRONG_KEY = `hd_${'A'.repeat(43)}`;
const { hrAgent, tenantId } = SANDBOX;
const LOCALE = 'en-US';

const answer = z.object({ number: z.number(), words: z.string(), chatUrl: z.string() });
const available = z.object({ open: z.boolean(), words: z.string() });

function keyed({ credentials }: AgentSettings): Record<string, string> {
  if (credentials === 'none') return {};
  return { 'X-Desk-Key': credentials === 'own' ? hrAgent.key : WRONG_KEY };
}

/** What the agent says when nobody is there; null when somebody is, or when the desk does not say. */
export async function nobodyThere(calls: Calls, settings: AgentSettings): Promise<AgentWords | null> {
  const path = `/api/handoffs/availability?language=${LOCALE}`;
  const said = available.safeParse((await calls.ask('GET', path, keyed(settings))).body).data;
  return said && !said.open ? { text: said.words } : null;
}

/** Hands the customer over, and gives what the agent then says. */
export async function handOver(
  calls: Calls,
  settings: AgentSettings,
  about: { person: SandboxPerson; mind: Mind; problem: string; lastPhrase: string },
): Promise<AgentWords> {
  const { person, mind } = about;
  const body = {
    conversationId: mind.conversationId,
    channel: 'msteams',
    customer: { id: person.id, name: person.name, upn: person.upn, locale: LOCALE },
    agent: { environment: hrAgent.environment, schema: hrAgent.schema, tenant: tenantId },
    lastPhrase: about.lastPhrase,
    problem: about.problem,
    transcriptText: mind.said.join('\n'),
  };
  const post = (): Promise<Answered> => calls.ask('POST', '/api/agents/handoffs', keyed(settings), body);
  const [first] = await Promise.all(settings.repeats ? [post(), post()] : [post()]);
  const told = answer.safeParse(first?.body).data;
  if (!told) return failed(first?.status ?? 0);
  return { text: told.words, ...(told.chatUrl !== '' && { attachments: [linkTo(told.chatUrl)] }) };
}

/** As Copilot Studio words it. */
export const failed = (status: number): AgentWords => ({
  text: `Sorry, something went wrong. Error code: ${status === 0 ? 'ConnectorTimeoutError' : `ConnectorRequestFailure (${status})`}.`,
});

const linkTo = (chatUrl: string) => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text: 'The chat goes on there.', wrap: true }],
    actions: [{ type: 'Action.OpenUrl', title: 'Open the chat', url: chatUrl }],
  },
});
