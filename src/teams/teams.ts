/** Teams as the rest of the desk sees it: where activities arrive, and what delivers. */
import type { Handler } from 'express';
import type { Config } from '../config/config';
import { Answers } from '../arrival/answers';
import type { Inbox } from '../arrival/inbox';
import { Returning } from '../arrival/returning';
import { customerLane } from '../domain/lanes';
import type { AppCheck, ChatOpening } from '../domain/channel';
import type { TeamsAddress } from '../domain/message';
import type { Sender } from '../delivery/sender';
import type { Replies } from '../arrival/replies';
import { reasonOf } from '../base/errors';
import type { Escalations } from '../escalation/escalations';
import { PersonChats } from '../escalation/personChats';
import { Places } from '../escalation/places';
import type { PresenceReader } from '../escalation/teamsPresence';
import type { Queues } from '../escalation/queues';
import type { Log } from '../base/log';
import type { Db } from '../store/postgres/db';
import { pauseBudget, spareSend } from '../store/outbox/rateBudgets';
import { DeskAdapter } from './bots/adapter';
import { AmendSender } from './senders/amendSender';
import { AlertSender } from './senders/alertSender';
import { checkApp } from './senders/appCheck';
import { AnswerSender } from './senders/answerSender';
import { createBot } from './inbound/bot';
import { type BotHealth, Bots } from './bots/bots';
import { CardSender } from './senders/cardSender';
import { ChatOpener } from './senders/chatOpener';
import { chatLinkOf } from './senders/chatLink';
import { ChatOwners } from './bots/chatOwners';
import { Commands } from './inbound/commands';
import { sendOutcomeOf } from './senders/deliveryFaults';
import { CustomerFiles } from './senders/customerFiles';
import { FileConsents } from '../arrival/fileConsents';
import type { Files } from '../delivery/files';
import { CustomerChat } from './inbound/customerChat';
import { appIdOf, CustomerSender } from './senders/customerSender';
import { messagesEndpoint } from './inbound/endpoint';
import { CueSender } from './senders/cueSender';
import { ActivityFeed } from './graph/activityFeed';
import { AppInstallation } from './graph/appInstallation';
import { GraphClient } from './graph/client';
import { Presences } from './graph/presences';
import { NoticeSender } from './senders/noticeSender';
import { People } from './inbound/people';
import { QueueChannel } from './inbound/queueChannel';
import { Roster } from './inbound/roster';
import { ReactionSender } from './senders/reactionSender';
import { SurveySender } from './senders/surveySender';
import { WaitingCardSender } from './senders/waitingCardSender';
import { RosterSender, WelcomeSender } from './senders/teamSenders';

/** When Teams asks to slow down and does not say for how long. */
const PAUSE_MS = 1_000;

export interface Teams {
  /** `POST /api/messages`, with its own body parser and limit. */
  messages: Handler;
  senders: Sender[];
  /** Shows the customer that somebody writes, when Teams' rate table has room to spare; never throws. */
  typing(address: TeamsAddress): Promise<void>;
  /** Proves to another app, by its app ID, that the desk's own bot speaks. */
  tokenFor(audience: string): Promise<string>;
  /** Proves to Teams' own service that this bot speaks; for nothing else. */
  botToken(botAppId: string): Promise<string>;
  /** Begins the chat with somebody an agent handed over, within the signal's time; never throws. */
  openChat(conversationId: string, signal: AbortSignal): Promise<ChatOpening>;
  /** Where the customer finds that chat. */
  chatLink(options: { conversationId: string; personId: string }): Promise<string>;
  /** Whether whom this connection's agent hands over can be written to. */
  checkApp(of: { connectionId: string; tenantId: string }, signal: AbortSignal): Promise<AppCheck>;
  /** How people are in Teams, as Microsoft Graph says. */
  presences: PresenceReader;
  close(): void;
}

export interface TeamsOptions {
  config: Config;
  db: Db;
  log: Log;
  inbox: Inbox;
  escalations: Escalations;
  replies: Replies;
  queues: Queues;
  files: Files;
  health: BotHealth;
  /** Teams' connector; botbuilder's own unless given. */
  adapter?: DeskAdapter | undefined;
}

export function createTeams(options: TeamsOptions): Teams {
  const { config, db, log, inbox, escalations, replies, queues } = options;
  const bots = new Bots(config, db, options.health);
  const adapter = options.adapter ?? new DeskAdapter(config, bots, log);
  const botAppId = config.bot.appId;
  const graph = new GraphClient(config);
  const personChats = new PersonChats(db, escalations.channels);
  const installation = new AppInstallation({ client: graph, db, log, config });
  const opener = new ChatOpener({ adapter, db, config, personChats, installation, health: options.health });
  const places = new Places(db, config.managers, personChats);
  const people = new People({ adapter, config, db, log });
  const run = createBot(adapter, {
    chat: new CustomerChat({
      db,
      inbox,
      returning: new Returning(db, escalations),
      allowLoopback: config.allowLoopback,
    }),
    channel: new QueueChannel({ db, config, escalations, replies, people }),
    commands: new Commands({ db, config, queues, people }),
    roster: new Roster({ db, queues, places }),
    answers: new Answers(db),
    consents: new FileConsents(db),
    personChats,
    places,
    log,
  });
  return {
    messages: messagesEndpoint({ adapter, bots, chats: new ChatOwners(db), config, log, run }),
    senders: [
      new CustomerSender({
        adapter,
        db,
        botAppId,
        customerFiles: new CustomerFiles({ db, files: options.files }),
        health: options.health,
        opener,
      }),
      new AmendSender({ adapter, db, botAppId }),
      new CardSender({ adapter, db, config }),
      new AlertSender({ adapter, db, config }),
      new AnswerSender({ adapter, botAppId }),
      new ReactionSender({ adapter, botAppId }),
      new WaitingCardSender({ adapter, db, botAppId }),
      new SurveySender({ adapter, db, botAppId }),
      new NoticeSender({ adapter, db, config }),
      new CueSender({ adapter, db, config, feed: new ActivityFeed({ client: graph, db, log }) }),
      new WelcomeSender({ adapter, db, queues }),
      new RosterSender({ adapter, db, queues }),
    ],
    async typing({ botId, serviceUrl, tenantId, conversationId }) {
      const lane = customerLane({ tenantId, teamsConversationId: conversationId });
      try {
        if (!(await spareSend(db, lane))) return;
        const connector = await adapter.connector(appIdOf(botId, botAppId), serviceUrl);
        await connector.conversations.sendToConversation(conversationId, {
          type: 'typing',
          from: { id: botId, name: '' },
        });
      } catch (error) {
        log.debug('teams.typing_not_sent', { reason: reasonOf(error) });
        const outcome = sendOutcomeOf(error);
        if (outcome.result !== 'retry' || !outcome.pauses || lane.rateKey === null) return;
        await pauseBudget(db.q, lane.rateKey, outcome.afterMs ?? PAUSE_MS).catch(() => undefined); // not stored: the next 429 sets the pause again
      }
    },
    tokenFor: async (audience) => (await bots.get(botAppId)).tokens.get(audience),
    botToken: async (appId) => (await bots.get(appId)).tokens.get(config.bot.tokenIssuer),
    openChat: (conversationId, signal) => opener.openChat(conversationId, signal),
    chatLink: (to) => chatLinkOf({ config, db, personChats, opener }, to),
    checkApp: (of, signal) => checkApp({ db, installation, opener }, of, signal),
    presences: new Presences(graph),
    close: () => adapter.close(),
  };
}
