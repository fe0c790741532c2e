/**
 * One process of the desk whose clock somebody else moves: the real use cases, outbox and card senders on real
 * PostgreSQL; only Teams' connector is replaced, by a table of what was sent when. Orders arrive on stdin, one
 * JSON a line; every order is answered on stdout.
 */
import { createInterface } from 'node:readline';
import type { Desk } from '../../src/build';
import type { Identity } from '../../src/domain/escalation';
import { settleMessage } from '../../src/escalation/settle';
import type { Dispatcher } from '../../src/delivery/dispatcher';
import type { Sender } from '../../src/delivery/sender';
import { Db } from '../../src/store/postgres/db';
import type { DeskAdapter } from '../../src/teams/bots/adapter';
import { buildOn, configOf, standIns } from './built';

export type Order =
  | { do: 'tick'; at: number }
  /** At the same moment. */
  | { do: 'all'; orders: Order[] }
  | { do: 'settled' }
  | { do: 'handOver'; chat: string; connectionId: string }
  | { do: 'customerWrites'; chat: string; connectionId: string; key: string }
  | { do: 'present'; who: Identity; presence: 'available' | 'away' }
  | { do: 'claim' | 'pass' | 'resolve'; id: string; who: Identity }
  | { do: 'reply'; id: string; who: Identity; key: string };

const url = process.argv[2] ?? '';
const RealDate = Date;
let at = Number(process.argv[3]);

class MovedDate extends RealDate {
  constructor(...args: ConstructorParameters<typeof Date> | []) {
    if (args.length === 0) super(at);
    else super(...args);
  }
  static override now(): number {
    return at;
  }
}
globalThis.Date = MovedDate as DateConstructor;

const db = new Db(url);
const running = new Set<Promise<unknown>>();

async function main(): Promise<void> {
  const { desk } = await buildOn({ url, db }, configOf(), {
    adapter: teams as unknown as DeskAdapter,
    senders: (product) => standIns(callback)(product).map(counted),
  });
  desk.dispatcher.start();
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line) as Order;
    const answer = await obey(order, desk).catch((error: unknown) => ({ error: String(error) }));
    process.stdout.write(`${JSON.stringify(answer ?? null)}\n`);
  }
  process.exit(0);
}

async function obey(order: Order, desk: Desk): Promise<unknown> {
  const { botInbox: inbox, sweep, assignment, agents, escalations, replies, dispatcher } = desk;
  switch (order.do) {
    case 'tick':
      at = order.at;
      await sweep.takeDueSteps(new Date());
      return settle(dispatcher);
    case 'all':
      return Promise.all(order.orders.map((each) => obey(each, desk)));
    case 'settled':
      return assignment.settled();
    case 'handOver':
      return inbox.handedOff({
        connectionId: order.connectionId,
        externalId: order.chat,
        customer: { id: order.chat, name: 'Robin', locale: null },
        address: { channel: 'callback', url: 'https://bot.example/hook' },
        handoff: HANDOFF,
      });
    case 'customerWrites':
      return inbox.forwarded({
        key: order.key,
        connectionId: order.connectionId,
        externalId: order.chat,
        messageId: null,
        text: 'Hello?',
        attachments: [],
        sentAt: new Date(),
      });
    case 'present':
      return agents.present(order.who, { presence: order.presence });
    case 'claim':
    case 'pass':
    case 'resolve': {
      const outcome = await escalations[order.do](order.id, order.who);
      return outcome.ok ? 'ok' : outcome.refusal.code;
    }
    case 'reply':
      return replies.reply(order.id, order.who, { text: 'I am here', clientMessageId: order.key }).then(() => 'ok');
  }
}

/** Everything that may go out at this moment has gone out. */
async function settle(dispatcher: Dispatcher): Promise<void> {
  for (;;) {
    dispatcher.wake();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await Promise.all(running);
    const { rows } = await db.pool.query<{ due: number }>(
      'select count(*)::int as due from lane where pending > 0 and next_at <= now() and lease_until < now()',
    );
    if (rows[0]?.due === 0 && running.size === 0) return;
  }
}

function counted(sender: Sender): Sender {
  return {
    kind: sender.kind,
    ...(sender.coalesce && { coalesce: true }),
    ...(sender.maxAttempts !== undefined && { maxAttempts: sender.maxAttempts }),
    async send(item, signal) {
      const sending = sender.send(item, signal);
      running.add(sending);
      return sending.finally(() => running.delete(sending));
    },
    settle: (tx, item, outcome, final) => sender.settle?.(tx, item, outcome, final) ?? Promise.resolve(),
  };
}

const callback: Sender<'callback'> = {
  kind: 'callback',
  send: async () => ({ result: 'delivered' }),
  async settle(tx, { payload }, outcome) {
    if (payload.type === 'message') await settleMessage(tx, payload.messageId, outcome);
  },
};

/** Teams, as far as the card senders call it. */
const teams = {
  connector: async () => ({
    conversations: {
      async createConversation(options: { channelData: { channel: { id: string } } }) {
        const id = await sent(options.channelData.channel.id, 'post');
        return { id: `${options.channelData.channel.id};messageid=${id}`, activityId: id };
      },
      updateActivity: (thread: string) => sent(channelOf(thread), 'update'),
      sendToConversation: async (thread: string) => ({ id: await sent(channelOf(thread), 'alert') }),
    },
  }),
};

const channelOf = (thread: string): string => thread.split(';')[0] ?? '';

async function sent(channel: string, what: string): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    'insert into clock.sent (channel, what, at) values ($1, $2, now()) returning id',
    [channel, what],
  );
  return `m${rows[0]?.id}`;
}

const HANDOFF = {
  topic: null,
  lastPhrase: null,
  agentMessage: null,
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};

void main();
