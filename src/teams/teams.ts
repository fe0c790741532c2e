/** Teams as the rest of the desk sees it: where activities arrive, and what delivers. */
import type { Handler } from 'express';
import type { Config } from '../config';
import type { Inbox } from '../conversation/inbox';
import { customerLane } from '../conversation/lanes';
import type { TeamsAddress } from '../conversation/message';
import type { Sender } from '../conversation/sender';
import type { Replies } from '../conversation/replies';
import { reasonOf } from '../errors';
import type { Escalations } from '../escalation/escalations';
import type { Queues } from '../escalation/queues';
import type { Log } from '../log';
import type { Db } from '../store/db';
import { spareSend } from '../store/rateBudgets';
import { DeskAdapter } from './adapter';
import { AlertSender } from './alertSender';
import { createBot } from './bot';
import { type BotHealth, Bots } from './bots';
import { CardSender } from './cardSender';
import { ChatOwners } from './chatOwners';
import { Commands } from './commands';
import { CustomerChat } from './customerChat';
import { appIdOf, CustomerSender } from './customerSender';
import { messagesEndpoint } from './endpoint';
import { NoticeSender } from './noticeSender';
import { People } from './people';
import { QueueChannel } from './queueChannel';
import { Recent } from './recent';
import { Roster } from './roster';
import { WaitingCardSender } from './waitingCardSender';
import { RosterSender, WelcomeSender } from './teamSenders';

export interface Teams {
  /** `POST /api/messages`, with its own body parser and limit. */
  messages: Handler;
  senders: Sender[];
  /** Shows the customer that somebody writes, when Teams' rate table has room to spare; never throws. */
  typing(address: TeamsAddress): Promise<void>;
  /** Proves to another app, by its app ID, that the desk's own bot speaks. */
  tokenFor(audience: string): Promise<string>;
  close(): void;
}

export function createTeams(o: {
  config: Config;
  db: Db;
  log: Log;
  inbox: Inbox;
  escalations: Escalations;
  replies: Replies;
  queues: Queues;
  health: BotHealth;
}): Teams {
  const { config, db, log, inbox, escalations, replies, queues } = o;
  const bots = new Bots(config, db, o.health);
  const adapter = new DeskAdapter(config, bots);
  const botAppId = config.bot.appId;
  const recent = new Recent();
  const people = new People({ adapter, config, db, log });
  const run = createBot(adapter, {
    chat: new CustomerChat({ inbox, recent, allowLoopback: config.allowLoopback }),
    channel: new QueueChannel({ db, config, escalations, replies, people }),
    commands: new Commands({ db, config, queues, people, recent }),
    roster: new Roster({ db, queues }),
    log,
  });
  return {
    messages: messagesEndpoint({ adapter, bots, chats: new ChatOwners(db), config, log, run }),
    senders: [
      new CustomerSender({ adapter, db, botAppId }),
      new CardSender({ adapter, db, config }),
      new AlertSender({ adapter, db }),
      new WaitingCardSender({ adapter, db, botAppId }),
      new NoticeSender({ adapter, db }),
      new WelcomeSender({ adapter, db, queues }),
      new RosterSender({ adapter, db, queues }),
    ],
    async typing({ botId, serviceUrl, tenantId, conversationId }) {
      try {
        const lane = customerLane({ tenantId, teamsConversationId: conversationId });
        if (!(await spareSend(db, lane))) return;
        const connector = await adapter.connector(appIdOf(botId, botAppId), serviceUrl);
        await connector.conversations.sendToConversation(conversationId, {
          type: 'typing',
          from: { id: botId, name: '' },
        });
      } catch (error) {
        log.debug({ reason: reasonOf(error) }, 'typing was not shown');
      }
    },
    tokenFor: async (audience) => (await bots.get(botAppId)).tokens.get(audience),
    close: () => adapter.close(),
  };
}
