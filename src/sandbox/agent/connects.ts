/** The desk as Contoso HR's connected agent: each turn is an activity, answered in the turn or by posts to its service URL. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { SANDBOX } from '../../config/world';
import type { Tokens } from '../entra/tokens';
import type { AgentSettings, SandboxPerson } from '../state/contract';
import { chatWith, AGENT } from '../state/bots';
import type { Answered, Calls } from './calls';
import type { Mind } from './memory';
import { signedUrl } from './serviceUrls';

const { hrAgent, bot } = SANDBOX;
/** An app that is registered in the tenant, and not the one the desk was told of. */
const STRANGER = SANDBOX.parentBot.appId;

/** What an agent may send as an answer or afterwards; anything else is dropped, as the connector does. */
export const said = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).nullish().catch(null),
  attachments: z
    .array(z.looseObject({ contentType: z.string() }))
    .max(50)
    .nullish(),
});
export type Said = z.infer<typeof said>;

const inTurn = z.object({ activities: z.array(said).max(100) });

export interface Turn {
  status: number;
  says: Said[];
}

/** Gives one turn of a customer to the desk. */
export async function dispatch(
  to: { calls: Calls; tokens: Tokens; baseUrl: string; key: string },
  settings: AgentSettings,
  turn: { person: SandboxPerson; mind: Mind; text: string },
): Promise<Turn> {
  const { person, mind } = turn;
  const until = new Date(Date.now() + settings.urlLifetime * 1000);
  const activity = {
    type: 'message',
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: signedUrl(to.baseUrl, to.key, { conversationId: mind.conversationId, turn: mind.turns, until }),
    from: { id: chatWith(person, AGENT).teamsId, name: person.name, aadObjectId: person.id, role: 'user' },
    recipient: { id: bot.appId, name: 'Handoff Desk', role: 'connectoruser' },
    conversation: { id: mind.conversationId, tenantId: SANDBOX.tenantId },
    text: turn.text,
    textFormat: 'plain',
    locale: 'en-US',
    channelData: { tenant: { id: SANDBOX.tenantId } },
    ...(settings.expectReplies && { deliveryMode: 'expectReplies' }),
  };
  const headers = { 'x-ms-agentsdk-caller': 'Connector', ...(await bearer(to.tokens, settings)) };
  const post = (): Promise<Answered> => to.calls.ask('POST', '/api/messages', headers, activity);
  const [first] = await Promise.all(settings.repeats ? [post(), post()] : [post()]);
  const status = first?.status ?? 0;
  return { status, says: inTurn.safeParse(first?.body).data?.activities ?? [] };
}

async function bearer(tokens: Tokens, { credentials }: AgentSettings): Promise<Record<string, string>> {
  if (credentials === 'none') return {};
  const caller = credentials === 'own' ? hrAgent.caller.appId : STRANGER;
  return { Authorization: `Bearer ${await tokens.forApp(caller, bot.appId)}` };
}
