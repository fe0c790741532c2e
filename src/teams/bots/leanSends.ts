/**
 * Sends through the library's own connection (its tokens, time limits and sockets) without its serialisation: that
 * costs more than the rest of a send together and drops every field it does not know.
 */
import {
  type PipelineRequest,
  type PipelineResponse,
  createHttpHeaders,
  createPipelineRequest,
} from '@azure/core-rest-pipeline';
import type { Activity as BotActivity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';

interface HttpClient {
  sendRequest(request: PipelineRequest): Promise<PipelineResponse>;
}

/** As the library's errors are, so that they are read in one place. */
class ConnectorError extends Error {
  override readonly name = 'RestError';
  readonly statusCode: number;
  readonly details: unknown;

  constructor(readonly response: PipelineResponse) {
    super(response.bodyAsText || String(response.status));
    this.statusCode = response.status;
    this.details = parsed(response.bodyAsText);
  }
}

type Abort = { abortSignal?: AbortSignal };

/** Replaces what the client posts and updates activities with. */
export function sendLean(client: ConnectorClient, serviceUrl: string): void {
  const http = (client as unknown as { client: HttpClient }).client;
  const base = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/`;

  async function send(
    method: 'POST' | 'PUT',
    path: string,
    activity: Partial<BotActivity>,
    { abortSignal }: Abort = {},
  ): Promise<{ id: string }> {
    const response = await http.sendRequest(
      createPipelineRequest({
        url: base + path,
        method,
        headers: createHttpHeaders({ 'content-type': 'application/json; charset=utf-8', accept: 'application/json' }),
        body: JSON.stringify(activity),
        ...(abortSignal && { abortSignal }),
        allowInsecureConnection: base.startsWith('http:'),
      }),
    );
    if (response.status < 200 || response.status > 299) throw new ConnectorError(response);
    return (parsed(response.bodyAsText) ?? {}) as { id: string };
  }

  const pathOf = (conversationId: string, ...rest: string[]): string =>
    [conversationId, 'activities', ...rest].map(encodeURIComponent).join('/');

  Object.assign(client.conversations, {
    sendToConversation: (conversationId: string, activity: Partial<BotActivity>, how?: Abort) =>
      send('POST', pathOf(conversationId), activity, how),
    updateActivity: (conversationId: string, id: string, activity: Partial<BotActivity>, how?: Abort) =>
      send('PUT', pathOf(conversationId, id), activity, how),
  });
}

function parsed(text: string | null | undefined): unknown {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null; // A gateway's page; its status says enough.
  }
}
