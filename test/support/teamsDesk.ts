/** Everything of the desk that touches Teams, in this process, with the sandbox as Teams. */
import { createLog } from '../../src/base/log';
import type { AgentInbox } from '../../src/arrival/agentInbox';
import type { Amendments } from '../../src/arrival/amendments';
import type { Replies } from '../../src/arrival/replies';
import type { Config } from '../../src/config/config';
import { SANDBOX } from '../../src/config/world';
import type { Files } from '../../src/delivery/files';
import type { Sender } from '../../src/delivery/sender';
import type { OpenEscalation } from '../../src/domain/escalation';
import type { TeamsAddress } from '../../src/domain/message';
import type { Escalations } from '../../src/escalation/escalations';
import type { Holds } from '../../src/escalation/holds';
import { seedDesk } from '../../src/sandbox/seed';
import { serve } from '../../src/serve';
import { connectionOfBot } from '../../src/store/connectionOfBot';
import { conversationByExternalId, lockConversation } from '../../src/store/conversations';
import type { SampleBot } from '../../src/sandbox/directLine/sampleBot';
import type { Db } from '../../src/store/postgres/db';
import type { HintListener } from '../../src/store/postgres/hintListener';
import type { Outcome } from '../../src/teams/protocol/outcome';
import type { Teams } from '../../src/teams/teams';
import { buildDesk, configOf, standIns } from './built';
import { freePort } from './ports';
import { type SandboxServer, startSandbox } from './sandboxServer';
import { teamsSettings } from './settings';

export const [robin, maria, adele, diego, , megan] = SANDBOX.people as [Person, Person, Person, Person, Person, Person];
type Person = (typeof SANDBOX.people)[number];
export const channel = SANDBOX.team.channels[1] as { id: string; name: string };
export const general = SANDBOX.team.channels[0] as { id: string; name: string };

export interface TeamsDesk {
  url: string;
  config: Config;
  db: Db;
  cloud: SandboxServer;
  control: SandboxServer['control'];
  escalations: Escalations;
  replies: Replies;
  holds: Holds;
  amendments: Amendments;
  files: Files;
  agentInbox: AgentInbox;
  teams: Teams;
  hints: HintListener;
  /** What went to the bot instead of to a bot. */
  toBot: unknown[];
  /** What became of each arrival. */
  arrivals: string[];
  /** What became of each activity, as the log says it. */
  outcomes: { activity: string; name?: string; outcome: Outcome }[];
  /** Everything it wrote to its log. */
  logged: string[];
  /** Teams sends an activity, as it is. */
  hear(activity: object): Promise<{ status: number; body: unknown }>;
  typing(address: TeamsAddress): Promise<void>;
  deliver(): Promise<void>;
  /** The customer writes, and their bot hands them over. */
  open(person: Person, handoff?: Partial<OpenEscalation>): Promise<string>;
  stop(): Promise<void>;
}

export async function startTeamsDesk(
  options: {
    env?: Record<string, string>;
    seeded?: boolean;
    mode?: 'sandbox' | 'teams';
    /** With a bot, the sandbox's own or the test's, the desk speaks with it; else words for bots are only counted. */
    bot?: SampleBot | 'sample';
  } = {},
): Promise<TeamsDesk> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const cloud = await startSandbox({
    deskUrl: url,
    redeliveries: [50, 50],
    ...(options.bot && options.bot !== 'sample' && { bot: options.bot }),
  });
  const config = configOf({
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: cloud.origin,
    ...(options.mode === 'teams' && teamsSettings(cloud.url)),
    ...options.env,
  });
  const outcomes: TeamsDesk['outcomes'] = [];
  const logged: string[] = [];
  const log = createLog('debug', {
    write(line) {
      logged.push(line);
      keepOutcome(outcomes, line);
    },
  });
  const arrivals: string[] = [];
  const toBot: unknown[] = [];
  const bot: Sender<'bot'> = {
    kind: 'bot',
    async send({ payload }) {
      toBot.push(payload);
      return { result: 'delivered' };
    },
  };
  const { desk, close } = await buildDesk(config, {
    log,
    ...(!options.bot && { senders: standIns(bot) }),
    onArrival: (outcome) => void arrivals.push(outcome),
  });
  const { db, hints, escalations, replies, holds, amendments, files, agentInbox } = desk;
  const { queues, teams, ways, dispatcher } = desk;
  if (options.seeded !== false) await seedDesk({ db, queues, key: config.secretsKey, publicUrl: cloud.origin });
  const server = await serve(desk);
  dispatcher.start();
  if (options.bot) ways.copilotStudio.start?.();

  return {
    url,
    config,
    db,
    cloud,
    control: cloud.control,
    escalations,
    replies,
    holds,
    amendments,
    files,
    agentInbox,
    teams,
    hints,
    toBot,
    arrivals,
    outcomes,
    logged,
    async hear(activity) {
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await cloud.control.mint({ as: 'channel' })}`,
        },
        body: JSON.stringify(activity),
      });
      const text = await response.text();
      return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null };
    },
    typing: (address) => teams.typing(address),
    deliver: () => dispatcher.drain(),
    async open(person, handoff = {}) {
      await cloud.control.chat(person.id, { text: 'I need a person' });
      const connection = await connectionOfBot(db.q, {
        botAppId: config.bot.appId,
        deskAppId: config.bot.appId,
        teamsConversationId: '',
      });
      if (!connection) throw new Error('no connection');
      const { id } = await db.transaction(async (tx) => {
        const found = await conversationByExternalId(tx.q, connection.id, person.chatId);
        const conversation = found && (await lockConversation(tx.q, found.id));
        if (!conversation) throw new Error('no conversation');
        return escalations.open(tx, { connection, conversation, handoff: { ...HANDOFF, ...handoff } });
      });
      return id;
    },
    async stop() {
      await dispatcher.stop();
      await ways.copilotStudio.stop?.();
      await server.close();
      await close();
      await cloud.stop();
    },
  };
}

function keepOutcome(outcomes: TeamsDesk['outcomes'], line: string): void {
  const said = JSON.parse(line) as { event?: string } & TeamsDesk['outcomes'][number];
  if (said.event === 'teams.activity_taken' || said.event === 'teams.activity_unknown') outcomes.push(said);
}

const HANDOFF: OpenEscalation = {
  topic: 'Escalate',
  lastPhrase: 'I need a person',
  agentMessage: null,
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};
