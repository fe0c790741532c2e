/** What a folder of intake/ gives the composition root, and what it may use of the desk. */
import type { Router } from 'express';
import type { AgentInbox } from '../arrival/agentInbox';
import type { BotInbox } from '../arrival/botInbox';
import type { ConnectedInbox } from '../arrival/connectedInbox';
import type { ConnectedLanes } from '../arrival/connectedLanes';
import type { Inbox } from '../arrival/inbox';
import type { Unanswered } from '../arrival/unanswered';
import type { Log } from '../base/log';
import type { Config } from '../config/config';
import type { ConnectionTest } from '../connection/tests';
import type { Files } from '../delivery/files';
import type { Sender } from '../delivery/sender';
import type { AppCheck, Channel, ChatOpening } from '../domain/channel';
import type { CustomerAddress, TeamsAddress } from '../domain/message';
import type { CallerCheck } from '../domain/policy';
import type { Availabilities } from '../escalation/availability';
import type { Channels } from '../escalation/channels';
import type { Escalations } from '../escalation/escalations';
import type { Db } from '../store/postgres/db';

/** One for each kind of connection, listed in `src/waysIn.ts`. */
export interface WayIn<A extends CustomerAddress = CustomerAddress> extends Channel<A> {
  open(desk: DeskParts): OpenWayIn<A>;
}

/** The running half of a way in. */
export interface OpenWayIn<A extends CustomerAddress = CustomerAddress> {
  /** Where its bots call, under `/api` and before everything else there; absent: the desk calls them. */
  router?: Router;
  /** What delivers the kinds of items its channel sends. */
  senders: Sender[];
  /** A real round trip to a bot, for its manager. */
  test: ConnectionTest;
  /** Shows the customer that somebody writes; best effort, never throws. */
  typing?(to: A): Promise<void>;
  start?(): void;
  stop?(): Promise<void>;
}

export interface DeskParts {
  config: Config;
  db: Db;
  log: Log;
  /** This process's number; see store/instances.ts. */
  instance: number;
  channels: Channels;
  files: Files;
  /** Whether somebody is there for a bot's customer. */
  availabilities: Availabilities;
  escalations: Escalations;
  /** From bots that speak with customers through the desk. */
  inbox: Inbox;
  /** What becomes of words their bot does not answer. */
  unanswered: Unanswered;
  /** From bots that keep their customers to themselves. */
  botInbox: BotInbox;
  /** From Copilot Studio agents in Teams. */
  agentInbox: AgentInbox;
  /** From those that have the desk as their connected agent. */
  connectedInbox: ConnectedInbox;
  /** What waits for their customers. */
  connectedLanes: ConnectedLanes;
  /** Proves callers by their app's Entra token. */
  callers: CallerCheck;
  /** The desk's own Teams bot. */
  teams: {
    typing(to: TeamsAddress): Promise<void>;
    /** Proves to another app, by its app ID, that the desk speaks. */
    tokenFor(audience: string): Promise<string>;
    /** Begins the chat with somebody an agent handed over, within the signal's time; never throws. */
    openChat(conversationId: string, signal: AbortSignal): Promise<ChatOpening>;
    /** Where the customer finds that chat. */
    chatLink(options: { conversationId: string; personId: string }): Promise<string>;
    /** Whether whom this connection's agent hands over can be written to. */
    checkApp(of: { connectionId: string; tenantId: string }, signal: AbortSignal): Promise<AppCheck>;
  };
}
