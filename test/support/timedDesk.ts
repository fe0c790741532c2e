/** Two processes of the desk on one database, with a clock the test moves and a bot that hands over. */
import type { BotInbox } from '../../src/arrival/botInbox';
import type { Replies } from '../../src/arrival/replies';
import type { Desk } from '../../src/build';
import type { EventType, Identity, OpenEscalation } from '../../src/domain/escalation';
import type { Agents } from '../../src/escalation/agents';
import type { Assignment } from '../../src/escalation/assignment';
import type { DueTimers } from '../../src/escalation/dueTimers';
import type { Escalations } from '../../src/escalation/escalations';
import { FigureReading } from '../../src/escalation/figureReading';
import { type QueueToday, QueuesToday } from '../../src/escalation/queuesToday';
import type { Holds } from '../../src/escalation/holds';
import type { Queues } from '../../src/escalation/queues';
import type { Sweep } from '../../src/escalation/sweep';
import { sawAgent } from '../../src/store/agents';
import { createConnection } from '../../src/store/connections';
import { Db } from '../../src/store/postgres/db';
import { eventsOf } from '../../src/store/escalation/events';
import { type EscalationRow, findEscalation } from '../../src/store/escalation/escalations';
import { type QueueFigures, queueFigures } from '../../src/store/escalation/queueFigures';
import { insertQueue } from '../../src/store/queues';
import { saveRoster, saveTeam } from '../../src/store/teams';
import { buildOn, configOf } from './built';
import { createTestDatabase } from './database';

const TENANT = 'tenant';
const TEAM = 'team';
const START = Date.parse('2026-11-25T10:00:00Z');

export interface Process {
  db: Db;
  escalations: Escalations;
  replies: Replies;
  holds: Holds;
  keeper: DueTimers;
  assignment: Assignment;
  queues: Queues;
  sweep: Sweep;
  agents: Agents;
  inbox: BotInbox;
  figureReading: FigureReading;
  queuesToday: QueuesToday;
}

export const buildPerson = (name: string, manager = false, queueIds: string[] = []): Identity => ({
  id: name.toLowerCase(),
  name,
  tenantId: TENANT,
  manager,
  queueIds,
});

export class PromisedDesk {
  private ms = 0;
  private words = 0;

  private constructor(
    readonly one: Process,
    readonly two: Process,
    private readonly connectionId: string,
    readonly queueId: string,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<PromisedDesk> {
    const database = await createTestDatabase();
    const other = new Db(database.url);
    const clock = { now: () => new Date(START) };
    const config = configOf();
    const start = (db: Db) => buildOn({ url: database.url, db }, config, { now: () => clock.now() });
    const built = { one: await start(database.db), two: await start(other) };
    const one = processOf(built.one.desk);
    const two = processOf(built.two.desk);
    const { q } = one.db;
    const connection = await createConnection(q, Buffer.alloc(32), TENANT, {
      name: 'Parcel bot',
      kind: 'rest',
      appId: 'parcels',
      state: 'live',
      signingSecret: 'secret',
    });
    await saveTeam(q, {
      id: TEAM,
      tenantId: TENANT,
      botAppId: 'bot',
      name: 'Team',
      serviceUrl: 'https://teams.example/',
    });
    const queueId = await insertQueue(q, { tenantId: TENANT, name: 'Support', isDefault: true, ...PLACE });
    const desk = new PromisedDesk(one, two, connection.id, queueId, async () => {
      await built.one.close();
      await built.two.close();
      await other.close();
      await database.drop();
    });
    clock.now = () => desk.now;
    return desk;
  }

  get now(): Date {
    return new Date(START + this.ms);
  }

  stop(): Promise<void> {
    return this.close();
  }

  async addQueue(name: string): Promise<string> {
    return insertQueue(this.one.db.q, { tenantId: TENANT, name, isDefault: false, ...PLACE });
  }

  /** People of the team who have their tab open and take escalations. */
  async addAgents(
    names: string[],
    options: { capacity?: number; skills?: string[]; manager?: boolean } = {},
  ): Promise<Identity[]> {
    const { q } = this.one.db;
    const { manager = false, ...takes } = options;
    const people = names.map((name) => buildPerson(name, manager, [this.queueId]));
    const members = people.map(({ id, name }) => ({ userId: id, teamsUserId: `29:${id}`, name, upn: null }));
    await saveRoster(q, TEAM, members, [{ id: PLACE.channelId, name: PLACE.channelName }], this.now);
    for (const person of people) {
      await sawAgent(q, { ...person, upn: null }, this.now);
      await this.one.agents.change(buildPerson('Megan', true), person.id, takes);
      await this.one.agents.present(person, { presence: 'available' });
    }
    return people;
  }

  async handOver(chat = 'chat', by = this.one, handoff: Partial<OpenEscalation> = {}): Promise<string> {
    const accepted = await by.inbox.handedOff({
      connectionId: this.connectionId,
      externalId: chat,
      customer: { id: chat, name: 'Robin', locale: null },
      address: { channel: 'callback', url: 'https://bot.example/hook' },
      handoff: { ...HANDOFF, ...handoff },
    });
    if (!accepted.ok) throw new Error(accepted.state);
    return accepted.escalationId;
  }

  async customerWrites(chat = 'chat'): Promise<void> {
    this.words += 1;
    await this.one.inbox.forwarded({
      key: `word ${this.words}`,
      connectionId: this.connectionId,
      externalId: chat,
      messageId: null,
      text: 'Hello?',
      attachments: [],
      sentAt: this.now,
    });
  }

  /** Both processes look after the promises at once, minute by minute or in steps of seconds. */
  async pass(steps: number, stepMs = 60_000): Promise<void> {
    for (let n = 0; n < steps; n += 1) {
      this.ms += stepMs;
      await Promise.all([this.one, this.two].map((process) => process.sweep.takeDueSteps(this.now)));
    }
  }

  /** Moves the clock, and nothing else. */
  wait(ms: number): void {
    this.ms += ms;
  }

  /** Every queue, as Live shows it, with what its day counts by now. */
  async live(zone = 'UTC'): Promise<(QueueFigures & { today: QueueToday | undefined })[]> {
    const { db, queuesToday } = this.one;
    const isCounted = await queuesToday.catchUp();
    const queues = await queueFigures(db.q, TENANT, this.now);
    const today = await queuesToday.of(db.q, TENANT, { queues, zone, isCounted }, this.now);
    return queues.map((queue) => ({ ...queue, today: today.get(queue.id) }));
  }

  /** No time passes: what became possible has been offered. */
  async settled(): Promise<void> {
    for (const { assignment } of [this.one, this.two]) await assignment.settled();
  }

  async story(id: string): Promise<EventType[]> {
    return (await eventsOf(this.one.db.q, id)).items.map(({ type }) => type);
  }

  async find(id: string): Promise<EscalationRow> {
    const row = await findEscalation(this.one.db.q, id);
    if (!row) throw new Error(`no escalation ${id}`);
    return row;
  }
}

const PLACE = { teamId: TEAM, channelId: '19:support', channelName: 'Support' };

const HANDOFF = {
  topic: null,
  lastPhrase: null,
  agentMessage: null,
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};

const processOf = (desk: Desk): Process => ({
  ...desk,
  keeper: desk.timers,
  inbox: desk.botInbox,
  figureReading: new FigureReading(desk.db, desk.figures),
  queuesToday: new QueuesToday(desk.figures),
});
