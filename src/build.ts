/** Builds every part of the desk by hand, in order; nothing runs yet. Tests override what they need to hold. */
import { createApi } from './api/router';
import { callerCheckOf } from './auth/callers';
import { tokenCheckOf } from './auth/entra';
import { Amendments } from './arrival/amendments';
import { AgentInbox } from './arrival/agentInbox';
import { BotInbox } from './arrival/botInbox';
import { ConnectedInbox } from './arrival/connectedInbox';
import { ConnectedLanes } from './arrival/connectedLanes';
import { CannedReplies } from './arrival/cannedReplies';
import { Drafts } from './arrival/drafts';
import { Inbox } from './arrival/inbox';
import { Replies } from './arrival/replies';
import { Unanswered } from './arrival/unanswered';
import type { Log } from './base/log';
import { countArrival, countDelivery } from './base/telemetry';
import type { Config } from './config/config';
import { ConnectionHealth } from './connection/health';
import { ConnectionKeys } from './connection/keys';
import { Connections } from './connection/registry';
import { ConnectionTests } from './connection/tests';
import { upkeep } from './connection/upkeep';
import type { ConnectionKind } from './contract/api';
import { Dispatcher } from './delivery/dispatcher';
import { createFiles, fileSenders } from './delivery/files';
import type { Sender } from './delivery/sender';
import { AgentFigures } from './escalation/agentFigures';
import { Agents } from './escalation/agents';
import { Assignment } from './escalation/assignment';
import { AuditTrail } from './escalation/audit/trail';
import { BotChats } from './escalation/botChats';
import { BotFigureReading } from './escalation/botFigures';
import { Availabilities } from './escalation/availability';
import { Channels } from './escalation/channels';
import { Cues } from './escalation/cues';
import { Colleagues } from './escalation/colleagues';
import { DryRuns } from './escalation/dryRun';
import { GraphUses } from './escalation/graphSettings';
import { DueTimers } from './escalation/dueTimers';
import { Escalations } from './escalation/escalations';
import { Holds } from './escalation/holds';
import { AuditExports } from './escalation/export/auditExport';
import { FailureExports } from './escalation/export/failureExport';
import { Exporting } from './escalation/export/exporting';
import { Exports } from './escalation/export/exports';
import { CustomerExports } from './escalation/export/customers';
import { Transcripts } from './escalation/export/transcripts';
import { FailureAnswers } from './escalation/failures/failureAnswers';
import { Failures } from './escalation/failures/failures';
import { FigureReading } from './escalation/figureReading';
import { Erasures } from './escalation/erasure/customers';
import { Retentions } from './escalation/erasure/retention';
import { Figures } from './escalation/figures';
import { Managers } from './escalation/managers';
import { Queues } from './escalation/queues';
import { QueuesToday } from './escalation/queuesToday';
import { Viewers } from './escalation/viewers';
import { Reading } from './escalation/reading';
import { Rules } from './escalation/rules';
import { WrapUps } from './escalation/wrapUp';
import { watchStaffing } from './escalation/staffing';
import { HistoryViews } from './escalation/search/historyViews';
import { SearchIndex } from './escalation/search/searchIndex';
import { Surveys } from './escalation/surveys';
import { Sweep } from './escalation/sweep';
import { TeamsPresence } from './escalation/teamsPresence';
import { urlRefusal } from './base/outbound/url';
import type { DeskParts, OpenWayIn } from './intake/wayIn';
import type { ConversationRow } from './store/conversations';
import { forgetTokens } from './store/personChats';
import type { Db } from './store/postgres/db';
import type { HintListener } from './store/postgres/hintListener';
import { createTeams, type Teams, type TeamsOptions } from './teams/teams';
import { WAYS_IN, type WaysIn } from './waysIn';

export interface Overrides {
  /** The desk's clock. */
  now?: () => Date;
  waysIn?: WaysIn;
  /** What botbuilder would do: Teams' connector. */
  adapter?: TeamsOptions['adapter'];
  teams?: Partial<Pick<Teams, 'typing' | 'tokenFor' | 'openChat' | 'chatLink'>>;
  /** The senders the dispatcher gets, made from the product's. */
  senders?: (product: Sender[]) => Sender[];
  onArrival?: (outcome: string) => void;
}

export type Desk = ReturnType<typeof build>;

/** @param database open, up to date, and closed by whoever opened it */
export function build(
  config: Config,
  { db, hints }: { db: Db; hints: HintListener },
  { log, now, ...overrides }: Overrides & { log: Log },
) {
  const { secretsKey, allowLoopback, bot } = config;
  const { onArrival = countArrival, waysIn = WAYS_IN, senders: choose = (product) => product } = overrides;

  const channels = new Channels(waysIn);
  const escalations = new Escalations(db, channels, now);
  const botChats = new BotChats(db);
  const inbox = new Inbox(db, escalations, { deskAppId: bot.appId, botChats, onArrival });
  const botInbox = new BotInbox(db, escalations);
  const agentInbox = new AgentInbox(db, escalations, { deskAppId: bot.appId });
  const holds = new Holds(escalations);
  const replies = new Replies(db, channels, holds, now);
  const amendments = new Amendments(db, channels, now);
  const files = createFiles(db, config);
  const drafts = new Drafts(db);
  const queues = new Queues(db, now, config.managers);
  const assignment = new Assignment(db, escalations, log, now);
  const agents = new Agents(db, { assignment, staysAvailableMinutes: config.staysAvailableMinutes, now });
  const health = new ConnectionHealth(db, log);
  const { adapter } = overrides;
  const teams = {
    ...createTeams({ config, db, log, inbox, escalations, replies, queues, files, health, adapter }),
    ...overrides.teams,
  };

  const callers = callerCheckOf(config);
  const instance = hints.instance.id;
  const connectedInbox = new ConnectedInbox(db, escalations, { instance });
  const connectedLanes = new ConnectedLanes(db, channels, { instance, deskAppId: bot.appId });
  const ways = openAll(waysIn, {
    config,
    db,
    log,
    instance,
    channels,
    files,
    inbox,
    botInbox,
    agentInbox,
    connectedInbox,
    connectedLanes,
    availabilities: new Availabilities(db, now),
    escalations,
    unanswered: new Unanswered(escalations, now),
    callers,
    teams,
  });
  const typing = async ({ kind, address }: ConversationRow): Promise<void> => {
    if (address) await ways[kind].typing?.(address);
  };

  const moveFiles = fileSenders({ db, files, allowLoopback, botToken: teams.botToken });
  const senders = choose([...teams.senders, ...Object.values(ways).flatMap((way) => way.senders), ...moveFiles]);
  const dispatcher = new Dispatcher(db, senders, { owner: instance, log, onSettled: countDelivery });
  hints.on((hint) => hint.kind === 'outbox' && dispatcher.wake());
  const viewers = new Viewers(db, now);
  hints.on((hint) => viewers.heard(hint));
  const timers = new DueTimers(db, escalations);
  const surveys = new Surveys(db, escalations);
  const cues = new Cues(db);
  const searchIndex = new SearchIndex(db);
  const figures = new Figures(db, now, channels.counted);
  const audit = new AuditTrail(db, {
    log,
    tenantId: config.allowedTenants[0] ?? '',
    keptDays: config.auditDays,
    now,
  });
  const retentions = new Retentions(db, { log, now });
  const chores = [
    (at: Date) => audit.keep(at),
    (at: Date) => upkeep(db, at, config.managers),
    (at: Date) => files.uploads.forget(at),
    (at: Date) => drafts.forget(at),
    (at: Date) => retentions.keep(at),
    (at: Date) => forgetTokens(db.q, at),
    (at: Date) => watchStaffing(db, at, config.managers),
    async () => {
      while (await botChats.keep()) continue;
    },
  ];
  const teamsPresence = new TeamsPresence(db, { reader: teams.presences, assignment, log });
  const sweep = new Sweep({
    db,
    queues,
    timers,
    surveys,
    assignment,
    cues,
    channels,
    searchIndex,
    teamsPresence,
    figures,
    log,
    chores,
  });

  const refusesUrl = (address: string) => urlRefusal(address, { allowLoopback });
  const connections = new Connections(db, { channels, secretsKey, deskAppId: bot.appId, refusesUrl });
  const kinds = mapKinds(ways, ({ test }) => test);
  const connectionTests = new ConnectionTests({ db, log, connections, channels, escalations, kinds });

  const botFigureReading = new BotFigureReading(db, {
    figures,
    botChats,
    counted: channels.counted,
    ...(now && { now }),
  });
  const failures = new Failures(db, figures, botFigureReading);
  const failureAnswers = new FailureAnswers(db);
  const exporting = new Exporting(db, log, now);
  const transcripts = new Transcripts(db, exporting, files.store, now);
  const api = createApi({
    config,
    db,
    log,
    verify: tokenCheckOf(config),
    escalations,
    replies,
    holds,
    amendments,
    cannedReplies: new CannedReplies(db, files.uploads),
    drafts,
    files,
    queues,
    managers: new Managers(db, { named: config.managers, now }),
    rules: new Rules(db),
    wrapUps: new WrapUps(db),
    graphUses: new GraphUses(db, { isSetUp: config.graph.signIn !== null, now }),
    dryRuns: new DryRuns(db),
    agents,
    agentFigures: new AgentFigures(db, now),
    figureReading: new FigureReading(db, figures),
    queuesToday: new QueuesToday(figures),
    botFigureReading,
    failures,
    failureAnswers,
    failureExports: new FailureExports(exporting, failures, failureAnswers),
    historyViews: new HistoryViews(db),
    audit,
    auditExports: new AuditExports(db, exporting),
    escalationExports: new Exports(db, exporting, figures, now),
    transcripts,
    customerExports: new CustomerExports(db, exporting, transcripts, files.store, now),
    erasures: new Erasures(db, now),
    retentions,
    reading: new Reading(db, now),
    viewers,
    colleagues: new Colleagues(db, escalations),
    connections,
    connectionKeys: new ConnectionKeys(db, connections),
    connectionTests,
    hints,
    typing,
  });

  return {
    config,
    db,
    hints,
    log,
    channels,
    escalations,
    inbox,
    botInbox,
    agentInbox,
    replies,
    holds,
    amendments,
    files,
    queues,
    agents,
    assignment,
    teams,
    ways,
    dispatcher,
    timers,
    figures,
    botChats,
    cues,
    searchIndex,
    teamsPresence,
    sweep,
    audit,
    connections,
    connectionTests,
    api,
    /** Gives up what is under way, once nothing is served or run any more. */
    async close(): Promise<void> {
      await connectionTests.stop();
      await audit.close();
      await assignment.settled();
      teams.close();
    },
  };
}

function openAll(waysIn: WaysIn, parts: DeskParts): Record<ConnectionKind, OpenWayIn> {
  return mapKinds(waysIn, (way) => way.open(parts));
}

function mapKinds<A, B>(kinds: Readonly<Record<ConnectionKind, A>>, map: (one: A) => B): Record<ConnectionKind, B> {
  const entries = Object.entries(kinds) as [ConnectionKind, A][];
  return Object.fromEntries(entries.map(([kind, one]) => [kind, map(one)])) as Record<ConnectionKind, B>;
}
