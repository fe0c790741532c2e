/** What the routes work with; the composition root provides it. */
import type { VerifyToken } from '../domain/policy';
import type { Config } from '../config/config';
import type { Amendments } from '../arrival/amendments';
import type { CannedReplies } from '../arrival/cannedReplies';
import type { Drafts } from '../arrival/drafts';
import type { Replies } from '../arrival/replies';
import type { Files } from '../delivery/files';
import type { Agents } from '../escalation/agents';
import type { AuditTrail } from '../escalation/audit/trail';
import type { Reading } from '../escalation/reading';
import type { AuditExports } from '../escalation/export/auditExport';
import type { Exports } from '../escalation/export/exports';
import type { Transcripts } from '../escalation/export/transcripts';
import type { FailureAnswers } from '../escalation/failures/failureAnswers';
import type { Failures } from '../escalation/failures/failures';
import type { FigureReading } from '../escalation/figureReading';
import type { Viewers } from '../escalation/viewers';
import type { Colleagues } from '../escalation/colleagues';
import type { Escalations } from '../escalation/escalations';
import type { GraphUses } from '../escalation/graphSettings';
import type { HistoryViews } from '../escalation/search/historyViews';
import type { DryRuns } from '../escalation/dryRun';
import type { Queues } from '../escalation/queues';
import type { Rules } from '../escalation/rules';
import type { WrapUps } from '../escalation/wrapUp';
import type { Connections } from '../connection/registry';
import type { ConnectionTests } from '../connection/tests';
import type { Log } from '../base/log';
import type { ConversationRow } from '../store/conversations';
import type { Db } from '../store/postgres/db';
import type { HintListener } from '../store/postgres/hintListener';

export interface Services {
  config: Config;
  db: Db;
  log: Log;
  /** Who a bearer token speaks for. */
  verify: VerifyToken;
  escalations: Escalations;
  replies: Replies;
  amendments: Amendments;
  cannedReplies: CannedReplies;
  drafts: Drafts;
  files: Files;
  queues: Queues;
  rules: Rules;
  dryRuns: DryRuns;
  wrapUps: WrapUps;
  graphUses: GraphUses;
  agents: Agents;
  figureReading: FigureReading;
  failures: Failures;
  failureAnswers: FailureAnswers;
  historyViews: HistoryViews;
  audit: AuditTrail;
  auditExports: AuditExports;
  exports: Exports;
  transcripts: Transcripts;
  reading: Reading;
  viewers: Viewers;
  colleagues: Colleagues;
  connections: Connections;
  connectionTests: ConnectionTests;
  hints: Pick<HintListener, 'on' | 'onReconnect'>;
  /** Shows the customer that an agent is writing. */
  typing: (conversation: ConversationRow) => Promise<void>;
}
