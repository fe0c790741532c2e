/** The stand-in's WebSocket side: one socket a conversation, its backlog, and the bot's answers one after the other. */
import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import type { Log } from '../../base/log';
import { WebSocket, WebSocketServer } from 'ws';
import type { Faults } from '../state/contract';
import type { Conversation, Conversations } from './directLineConversations';
import type { SampleBot } from './sampleBot';

export class DirectLineStreams {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  private readonly path: string;
  private readonly keepAlive: NodeJS.Timeout;

  constructor(
    private readonly conversations: Conversations,
    private readonly options: {
      baseUrl: string;
      bot: SampleBot;
      faults: () => Faults;
      log?: Log;
      thinkMs?: number;
      keepAliveMs?: number;
    },
  ) {
    this.path = `${new URL(options.baseUrl).pathname.replace(/\/$/, '')}/v3/directline/conversations/`;
    this.keepAlive = setInterval(() => this.sendEmptyFrames(), options.keepAliveMs ?? 10_000);
    this.keepAlive.unref();
  }

  /** The pre-authorised address of a stream that begins at this position. */
  url(conversation: Conversation, from: number): string {
    const url = new URL(`${this.options.baseUrl}/v3/directline/conversations/${conversation.id}/stream`);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('watermark', String(from));
    url.searchParams.set('t', this.conversations.pass(conversation.id, from));
    return url.href;
  }

  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const url = new URL(req.url ?? '/', 'http://localhost');
    if (!url.pathname.startsWith(this.path) || !url.pathname.endsWith('/stream')) return false;
    const redeemed = this.conversations.redeem(url.searchParams.get('t') ?? '');
    if (!redeemed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return true;
    }
    this.server.handleUpgrade(req, socket, head, (ws) => this.attach(redeemed.conversation, ws, redeemed.from));
    return true;
  }

  private attach(conversation: Conversation, ws: WebSocket, from: number): void {
    conversation.socket?.close(1000, 'collision');
    conversation.socket = ws;
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      if (conversation.socket === ws) conversation.socket = null;
    });
    const backlog = conversation.activities.slice(from);
    if (backlog.length > 0) this.send(conversation, backlog, String(conversation.activities.length));
  }

  /** Gives the activity its id and time, keeps it unless it is a mere sign of typing, and streams it. */
  append(conversation: Conversation, activity: Record<string, unknown>): Record<string, unknown> {
    const complete: Record<string, unknown> = {
      ...activity,
      id: `${conversation.id}|${String(conversation.nextId++).padStart(7, '0')}`,
      // .NET writes seven fractional digits.
      timestamp: new Date().toISOString().replace('Z', '4996Z'),
      serviceUrl: 'https://directline.botframework.com/',
      channelId: 'directline',
      conversation: { id: conversation.id },
    };
    if (activity.type === 'typing') {
      this.send(conversation, [complete], null);
      return complete;
    }
    conversation.activities.push(complete);
    this.send(conversation, [complete], String(conversation.activities.length));
    return complete;
  }

  letBotAnswer(conversation: Conversation, activity: Record<string, unknown>): void {
    conversation.turn = conversation.turn
      .then(() => this.takeTurn(conversation, activity))
      .catch((error: unknown) => {
        this.options.log?.error('sandbox.bot_failed', { err: error });
      });
  }

  private async takeTurn(conversation: Conversation, activity: Record<string, unknown>): Promise<void> {
    const { bot, thinkMs = 150 } = this.options;
    const { says, memory } = bot.answer(conversation.memory, activity, conversation.id);
    conversation.memory = memory;
    if (says.length === 0) return;
    this.append(conversation, { type: 'typing', from: bot.from });
    if (thinkMs > 0) await wait(thinkMs, undefined, { ref: false });
    for (const saying of says) {
      const complete = saying.name === 'handoff.initiate' ? withTranscript(saying, conversation) : saying;
      this.append(conversation, { from: bot.from, replyToId: activity.id, locale: 'en-US', ...complete });
    }
  }

  private send(conversation: Conversation, activities: Record<string, unknown>[], watermark: string | null): void {
    const ws = conversation.socket;
    if (ws?.readyState !== WebSocket.OPEN) return;
    const { dropSocketEvery, only } = this.options.faults();
    const drops =
      dropSocketEvery > 0 && (only === null || only === 'directline') && Math.random() < 1 / dropSocketEvery;
    // Half of the sockets that drop do so before the frame has left.
    if (drops && Math.random() < 0.5) return ws.terminate();
    ws.send(JSON.stringify(watermark === null ? { activities } : { activities, watermark }));
    if (drops) ws.terminate();
  }

  private sendEmptyFrames(): void {
    for (const ws of this.server.clients) if (ws.readyState === WebSocket.OPEN) ws.send('');
  }

  close(): void {
    clearInterval(this.keepAlive);
    for (const ws of this.server.clients) ws.terminate();
    this.server.close();
  }
}

/** What was said up to the handoff travels with it. */
function withTranscript(event: Record<string, unknown>, conversation: Conversation): Record<string, unknown> {
  const activities = conversation.activities.filter((said) => said.type === 'message');
  return {
    ...event,
    attachments: [{ contentType: 'application/json', name: 'Transcript', content: { activities } }],
  };
}
