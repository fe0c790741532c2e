/** The desk as an MCP server (streamable HTTP, stateless): tools for agents that have no topics. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express, { type Request, type Response, type Router } from 'express';
import { NOBODY_ASKED } from '../../cards/words/customer/agents';
import { AppError } from '../../base/errors';
import type { Log } from '../../base/log';
import { problemOf } from '../../base/problem';
import { httpTimed } from '../../base/telemetry';
import type { ConnectionHealth } from '../../connection/health';
import { AgentAnswer, CUSTOMER_HEADERS, type CustomerHeader, MCP_PATH } from '../../contract/agentCalls';
import { Availability } from '../../contract/availability';
import { REST_LIMITS } from '../../contract/restBots';
import type { Availabilities } from '../../escalation/availability';
import type { ConnectionRow } from '../../store/connections';
import type { Db } from '../../store/postgres/db';
import { availabilityFor } from '../availabilityFor';
import { safeHeaders } from '../callLimits';
import { readBody } from '../rest/restBody';
import { byKey, callOf } from './deskKey';
import { type HandOff, nobody } from './handOff';
import { TOOLS } from './mcpTools';
import { complain } from './refused';

export interface McpOptions {
  db: Db;
  log: Log;
  health: ConnectionHealth;
  availabilities: Availabilities;
  handOff: HandOff;
}

export function mcp(options: McpOptions): Router {
  const { db, health } = options;
  const router = express.Router();
  router.post(
    MCP_PATH,
    safeHeaders,
    httpTimed,
    ...byKey({ db, health }),
    express.raw({ type: () => true, limit: REST_LIMITS.bodyBytes, inflate: false }),
    async (req: Request, res: Response) => {
      const body = readBody(Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));
      const server = serverFor(options, callOf(res).connection, customerOf(req));
      // Nothing is remembered from one call to the next, so any process may answer any of them.
      const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
      res.on('close', () => void server.close());
      await server.connect(transport);
      await transport.handleRequest(req, res, body);
    },
  );
  // There is no stream to listen to, and no conversation to end.
  router.all(MCP_PATH, (_req, res) => void res.status(405).set('allow', 'POST').end());
  return router;
}

type Customer = Partial<Record<CustomerHeader, string>>;

function serverFor(
  { log, health, availabilities, handOff }: McpOptions,
  connection: ConnectionRow,
  customer: Customer,
): McpServer {
  const server = new McpServer({ name: 'handoff-desk', version: '1' });
  /** A tool that fails says so in words: its model goes on talking with the customer. */
  const answered = async <T extends object>(work: () => Promise<T>, failed: (why: string) => T) => {
    try {
      const structuredContent = { ...(await work()) };
      health.succeeded(connection.id);
      return { content: [{ type: 'text' as const, text: JSON.stringify(structuredContent) }], structuredContent };
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'internal') log.error('agents.request_failed', { err: error, route: MCP_PATH });
      const why = complain(health, connection.id, problem);
      const structuredContent = { ...failed(why) };
      return { isError: true, content: [{ type: 'text' as const, text: why }], structuredContent };
    }
  };
  server.registerTool(
    'ask_for_person',
    { ...TOOLS.askForPerson, outputSchema: AgentAnswer.shape },
    async ({ problem, saidSoFar }) =>
      answered(
        async () => (await handOff.take(connection, handoffOf(customer, problem, saidSoFar))).answer,
        () => nobody(NOBODY_ASKED),
      ),
  );
  server.registerTool(
    'person_availability',
    { ...TOOLS.personAvailability, outputSchema: Availability.shape },
    async () =>
      answered(
        async () => availabilityFor(availabilities, connection, { language: customer['Desk-Language'] }),
        () => {
          throw new AppError('unavailable', NOBODY_ASKED);
        },
      ),
  );
  return server;
}

/** What the topic posts, as far as a tool has it. */
function handoffOf(customer: Customer, problem: string, saidSoFar: string | undefined): unknown {
  return {
    conversationId: customer['Desk-Conversation-Id'] ?? 'mcp',
    customer: {
      id: customer['Desk-Customer-Id'] ?? '',
      name: customer['Desk-Customer-Name'],
      upn: customer['Desk-Customer-Sign-In'],
      locale: customer['Desk-Language'],
    },
    agent: { tenant: customer['Desk-Tenant'] },
    problem,
    transcriptText: saidSoFar,
  };
}

function customerOf(req: Request): Customer {
  return Object.fromEntries(
    CUSTOMER_HEADERS.flatMap(({ name }) => {
      const value = req.get(name)?.trim();
      return value ? [[name, decoded(value)]] : [];
    }),
  );
}

/** Headers are Latin-1: names come in UTF-8 as bytes, or encoded as in an address. */
function decoded(value: string): string {
  const bytes = Buffer.from(value, 'latin1').toString('utf8');
  const text = bytes.includes('\ufffd') ? value : bytes;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
