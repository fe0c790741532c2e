/** A Copilot Studio agent that has the desk as its connected agent: calls it, and is called at its signed addresses. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { SANDBOX } from '../../src/config/world';
import type { MintRequest } from '../../src/sandbox/state/contract';

export const CALLER = 'abcdef01-2222-4333-8444-555555555555';

type Activity = Record<string, unknown>;

export interface Turned {
  status: number;
  type: string;
  text: string;
  body: { activities?: Activity[]; detail?: string; code?: string; errors?: { path: string; message: string }[] };
}

export interface ConnectedAgent {
  /** What its chats were given to say between turns, in order, by the signature they came with. */
  said: { sig: string; conversationId: string; activity: Activity; headers: Record<string, unknown> }[];
  /** The next answers to words between turns; then 200 with an empty body. */
  answers: { status: number; location?: string }[];
  /** The answer whenever `answers` is empty. */
  otherwise: number;
  /** Signatures it accepts; null: all. */
  good: Set<string> | null;
  /** Waits with its answers while it is set. */
  held: Promise<void> | null;
  url(conversationId: string, sig: string): string;
  activity(conversationId: string, text: string, more?: Activity): Activity;
  token(claims?: Record<string, unknown>, request?: Partial<MintRequest>): Promise<string>;
  post(body: unknown, authorization?: string | null): Promise<Turned>;
  /** The customer's turn, with an address of its own; what it was answered. */
  turn(conversationId: string, text: string, more?: Activity): Promise<string[]>;
  texts(): string[];
  reset(): void;
  stop(): Promise<void>;
}

export async function startConnectedAgent(desk: {
  url: string | (() => string);
  /** What its chats say to words between turns; absent: as `answers`, `good` and `otherwise` do. */
  status?(): number;
  onSaid?(conversationId: string, text: string): void;
  mint(request: MintRequest): Promise<string>;
}): Promise<ConnectedAgent> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const agent: ConnectedAgent = {
    said: [],
    answers: [],
    otherwise: 200,
    good: null,
    held: null,
    url: (conversationId, sig) => `${origin}/v1/external-agent/${conversationId}?api-version=1&sig=${sig}`,
    activity: (conversationId, text, more = {}) => ({
      type: 'message',
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      text,
      channelId: 'msteams',
      deliveryMode: 'expectReplies',
      from: { id: '29:megan', name: 'Megan Bowen', role: 'user' },
      recipient: { id: 'desk', role: 'connectoruser' },
      conversation: { id: conversationId },
      serviceUrl: agent.url(conversationId, randomUUID()),
      channelData: {},
      ...more,
    }),
    async token(claims = {}, request = {}) {
      const all = { aud: SANDBOX.bot.appId, appid: CALLER, ...claims };
      return `Bearer ${await desk.mint({ ...request, as: 'bot', claims: all })}`;
    },
    async post(body, authorization) {
      const shown = authorization === undefined ? await agent.token() : authorization;
      const url = typeof desk.url === 'string' ? desk.url : desk.url();
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-ms-agentsdk-caller': 'Connector',
          ...(shown !== null && { authorization: shown }),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      const type = response.headers.get('content-type') ?? '';
      return { status: response.status, type, text, body: type.includes('json') ? JSON.parse(text) : {} };
    },
    async turn(conversationId, text, more = {}) {
      const answer = await agent.post(agent.activity(conversationId, text, more));
      if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
      return (answer.body.activities ?? []).map(({ type, text: words }) =>
        type === 'message' ? String(words) : `<${String(type)}>`,
      );
    },
    texts: () => agent.said.map(({ activity }) => String(activity['text'])),
    reset() {
      Object.assign(agent, { said: [], answers: [], otherwise: 200, good: null, held: null });
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  app.post('/v1/external-agent/:conversationId', express.json({ limit: '1mb' }), async (req, res) => {
    const { sig } = req.query as { sig: string };
    await agent.held;
    const isGood = agent.good === null || agent.good.has(sig);
    const { status, location } = agent.answers.shift() ?? {
      status: desk.status?.() ?? (isGood ? agent.otherwise : 401),
    };
    if (location) res.set('location', location);
    if (status < 300) {
      const { conversationId } = req.params;
      desk.onSaid?.(conversationId, String((req.body as Activity)['text']));
      agent.said.push({ sig, conversationId, activity: req.body as Activity, headers: req.headers });
    }
    res.status(status).end();
  });
  return agent;
}
