/** What Copilot Studio agents in Teams, and other callers that cannot sign, ask of the desk with a key. Pure. */
import { z } from 'zod';
import type { ProblemCode } from './api';
import { BotReport, NewBotReport } from './botFigures';
import { text } from './fields';
import { REST_LIMITS } from './restBots';

/** A key is this and 32 random bytes. */
export const KEY_PREFIX = 'hd_';
export const KEY_HEADER = 'X-Desk-Key';

/** Of MCP tools in Copilot Studio, where headers whose names begin with X did not arrive. */
export const MCP_KEY_HEADER = 'Desk-Key';
export const MCP_PATH = '/mcp';

/** Who an MCP tool is used for; the maker binds them, so no model fills them in. */
export const CUSTOMER_HEADERS = [
  { name: 'Desk-Customer-Id', title: 'Customer', formula: 'System.User.Id', required: true },
  { name: 'Desk-Customer-Name', title: 'Name', formula: 'EncodeUrl(System.User.DisplayName)', required: false },
  {
    name: 'Desk-Customer-Sign-In',
    title: 'Sign-in name',
    formula: 'EncodeUrl(System.User.PrincipalName)',
    required: false,
  },
  { name: 'Desk-Language', title: 'Language', formula: 'Text(System.User.Language)', required: false },
  { name: 'Desk-Conversation-Id', title: 'Conversation', formula: 'System.Conversation.Id', required: false },
  { name: 'Desk-Tenant', title: 'Tenant', formula: 'System.Bot.TenantId', required: false },
] as const;
export type CustomerHeader = (typeof CUSTOMER_HEADERS)[number]['name'];

/** Power Fx says nothing by null, by "" or by leaving it out. */
const said = z.string().nullish();

/** What the Escalate topic posts. Words that are too long are cut; wrong types are refused. */
export const AgentHandoff = z.object({
  /** `System.Conversation.Id` */
  conversationId: text(REST_LIMITS.id),
  channel: said,
  customer: z.object({
    /** `System.User.Id`, the Entra object id. */
    id: z
      .string({ error: 'Give System.User.Id, the customer’s object ID in Entra.' })
      .trim()
      .regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, {
        error:
          'This is no object ID of Entra. Give System.User.Id; it is empty unless the agent authenticates with Microsoft.',
      })
      .regex(/[1-9a-f]/i, { error: 'This object ID is nobody’s.' })
      .toLowerCase(),
    name: said,
    upn: said,
    locale: said,
  }),
  agent: z.object({ environment: said, schema: said, tenant: said }).nullish(),
  topic: said,
  /** What the customer said last. */
  lastPhrase: said,
  /** What they need, in a sentence. */
  problem: said,
  /** What was said so far, a line a turn: `User: …` and `Agent: …`. A model wrote it down. */
  transcriptText: said,
  variables: z.record(z.string(), z.unknown()).nullish(),
});
export type AgentHandoff = z.infer<typeof AgentHandoff>;

/** Fit for Power Fx: always these three, never null. */
export const AgentAnswer = z.object({
  /** The request's number; 0: nobody was asked. */
  number: z.number().int(),
  /** What the agent tells its customer. */
  words: z.string(),
  /** Where the customer finds the chat with the person; empty when nobody was asked. */
  chatUrl: z.string(),
});
export type AgentAnswer = z.infer<typeof AgentAnswer>;

export interface AgentRoute {
  /** By a key of the connection; nobody signs in. */
  keyed: true;
  method: 'get' | 'post';
  /** Under `/api`. */
  path: string;
  summary: string;
  body?: z.ZodType;
  query?: z.ZodType;
  answers: Partial<Record<200 | 201, z.ZodType>>;
  problems: ProblemCode[];
}

/** Served by `src/intake/agents/`, described in the OpenAPI document. */
export const AGENT_ROUTES = {
  handOff: {
    keyed: true,
    method: 'post',
    path: '/agents/handoffs',
    summary: 'Asks for a person for an agent’s customer in Teams; 200 when they were asked for already, or nobody was.',
    body: AgentHandoff,
    answers: { 200: AgentAnswer, 201: AgentAnswer },
    problems: ['forbidden'],
  },
  report: {
    keyed: true,
    method: 'post',
    path: '/agents/conversations',
    summary:
      'How many conversations of the agent ended without a handoff in each hour; an hour reported again is what was reported last.',
    body: NewBotReport,
    answers: { 200: BotReport },
    problems: [],
  },
} satisfies Record<string, AgentRoute>;
