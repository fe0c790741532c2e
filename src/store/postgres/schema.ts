/** The tables as kysely sees them; `migrations/` is the truth. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  ActorKind,
  Alarm,
  AuditChange,
  AuditKind,
  AuditSubject,
  BotType,
  ChannelLoss,
  Choice,
  ConnectionKind,
  ConnectionState,
  EscalationStatus,
  ServiceTargets,
  SurveySettings,
  TestReport,
  Variable,
  WrapUpPart,
} from '../../contract/api';
import type { Attachment, CustomerAddress, MessageExtras, StoredReaction } from '../../domain/message';
import type { Role } from '../../domain/escalation';
import type { DefaultedJson, DeliveryTables, Time } from './deliverySchema';
import type { ErasureTables } from './erasureSchema';
import type { SearchTables } from './searchSchema';
import type { FigureTables } from './figuresSchema';
import type { StoryTables } from './storySchema';
import type { SurveyTables } from './surveySchema';
import type { SettingsTables } from './settingsSchema';
import type { PeopleTables } from './peopleSchema';
import type { WritingTables } from './writingSchema';

type Json<T extends object | null> = JSONColumnType<T, string, string>;

export interface Tables
  extends
    StoryTables,
    DeliveryTables,
    ErasureTables,
    FigureTables,
    PeopleTables,
    SearchTables,
    SettingsTables,
    SurveyTables,
    WritingTables {
  queue: {
    id: Generated<string>;
    tenant_id: string;
    name: string;
    team_id: string | null;
    channel_id: string | null;
    channel_name: string | null;
    is_default: Generated<boolean>;
    service_targets: DefaultedJson<ServiceTargets>;
    version: Generated<number>;
    created_at: Time;
    removed_at: Date | null;
    channel_lost: ChannelLoss | null;
    staffed: Generated<boolean>;
    nobody_since: Date | null;
    wrap_up_requires: Generated<WrapUpPart[]>;
    survey: ColumnType<SurveySettings | null, string | null | undefined, string | null>;
  };
  connection: {
    id: Generated<string>;
    tenant_id: string;
    name: string;
    kind: ConnectionKind;
    app_id: string;
    /** The Teams bot customers write to; null is the desk's own. */
    bot_app_id: string | null;
    state: ColumnType<ConnectionState, ConnectionState | undefined, ConnectionState>;
    queue_id: string | null;
    token_endpoint: string | null;
    domain: string | null;
    secret: Buffer | null;
    callback_url: string | null;
    /** The Entra app a Copilot Studio agent in Teams calls as a connected agent with. */
    caller_app_id: string | null;
    last_contact_at: Date | null;
    /** Of a connected agent's turns, and words its chat took; the other is of calls. */
    last_turn_at: Date | null;
    last_error: string | null;
    last_error_at: Date | null;
    bot_type: BotType | null;
    bot_tenant_id: string | null;
    bot_secret: Buffer | null;
    bot_secret_expires_at: Date | null;
    secret_expires_at: Date | null;
    previous_secret: Buffer | null;
    previous_secret_until: Date | null;
    tested_at: Date | null;
    test_passed: boolean | null;
    test_report: Json<TestReport> | null;
    warned_days: number | null;
    removed_at: Date | null;
    created_at: Time;
  };
  connection_key: {
    id: Generated<string>;
    connection_id: string;
    hash: Buffer;
    hint: string;
    created_at: Time;
    created_by: string;
    until: Date | null;
    revoked_at: Date | null;
    last_used_at: Date | null;
  };
  connected_answer: { key: string; message_ids: string[]; ends: boolean; at: Time };
  connection_fault: { connection_id: string; hour: Date; faults: Generated<number> };
  audit: {
    id: Generated<string>;
    tenant_id: string;
    at: Time;
    actor_id: string | null;
    actor_name: string;
    kind: AuditKind;
    subject_kind: AuditSubject;
    subject_id: string;
    subject_name: string;
    verb: string;
    summary: string;
    changes: DefaultedJson<AuditChange[]>;
    once: string | null;
    words: ColumnType<never, string | undefined, never>;
    redacted_at: Date | null;
  };
  conversation: {
    id: Generated<string>;
    tenant_id: string;
    connection_id: string;
    external_id: string;
    customer_id: string;
    customer_name: string;
    customer_locale: string | null;
    address: Json<CustomerAddress> | null;
    lane: string;
    last_seq: Generated<number>;
    last_customer_seq: Generated<number>;
    created_at: Time;
    active_at: Time;
    deferred_from_seq: number | null;
    deferred_told_at: Date | null;
    bot_away_since: Date | null;
    erased_at: Date | null;
    erased_seq: Generated<number>;
    words_since: Date | null;
  };
  bot_conversation: {
    conversation_id: string;
    generation: Generated<number>;
    state: ColumnType<'open' | 'ended', 'open' | 'ended' | undefined, 'open' | 'ended'>;
    bot_conversation_id: string | null;
    token: Buffer | null;
    token_expires_at: Date | null;
    watermark: string | null;
    domain: string | null;
    owner: number | null;
    context: Json<Record<string, unknown>> | null;
    context_sent: Generated<boolean>;
    active_at: Time;
  };
  escalation: {
    id: Generated<string>;
    number: ColumnType<string, never, never>;
    tenant_id: string;
    conversation_id: string;
    connection_id: string;
    queue_id: string;
    status: ColumnType<EscalationStatus, EscalationStatus | undefined, EscalationStatus>;
    version: Generated<number>;
    assignee_id: string | null;
    assignee_name: string | null;
    topic: string | null;
    last_phrase: string | null;
    agent_message: string | null;
    language: string | null;
    priority: Generated<number>;
    variables: DefaultedJson<Variable[]>;
    problems: DefaultedJson<string[]>;
    routing_reason: string | null;
    opened_at: Time;
    claimed_at: Date | null;
    /** Null of old ones that one agent had throughout: that is `claimed_at`. */
    first_claimed_at: Date | null;
    ended_at: Date | null;
    outcome: string | null;
    outcome_id: string | null;
    tags: DefaultedJson<Choice[]>;
    summary: string | null;
    previous_id: string | null;
    rating: number | null;
    from_seq: number;
    to_seq: number | null;
    card_state: ColumnType<'pending' | 'posted' | 'failed', undefined | 'pending', 'pending' | 'posted' | 'failed'>;
    card_reason: string | null;
    test: Generated<boolean>;
    waiting_since: Time;
    alarm: ColumnType<Alarm, Alarm | undefined, Alarm>;
    customer_waits_since: Date | null;
    owner_spoke_at: Date | null;
    owner_warned_at: Date | null;
    customer_asked_at: Date | null;
    due_at: Date | null;
    offered_to: string | null;
    offered_name: string | null;
    offered_until: Date | null;
    passed_by: Generated<string[]>;
    taken_from: string | null;
    waiting_card_id: string | null;
    ahead_shown: number | null;
    required_skill: string | null;
    routed_queue_id: string | null;
    rule_name: string | null;
    passed_over: DefaultedJson<{ rule: string; why: string }[]>;
    left_message_at: Date | null;
    on_hold_since: Date | null;
    on_hold_until: Date | null;
    hold_ran_out_at: Date | null;
    /** Never read: `infinity` is no date. */
    cue_at: ColumnType<never, Date | null | undefined, Date | null>;
    erased_at: Date | null;
  };
  escalation_read: { escalation_id: string; agent_id: string; seq: number };
  escalation_person: {
    escalation_id: string;
    agent_id: string;
    agent_name: string;
    role: Role;
    at: Time;
  };
  card: {
    escalation_id: string;
    activity_id: string;
    channel_id: string;
    service_url: string;
    bot_app_id: string;
    shown_version: number | null;
    gone: Generated<boolean>;
    posted_at: Time;
  };
  message: {
    id: Generated<string>;
    conversation_id: string;
    escalation_id: string | null;
    seq: number;
    author_kind: ActorKind;
    author_id: string | null;
    author_name: string;
    note: Generated<boolean>;
    text: string;
    format: ColumnType<'plain' | 'markdown', 'plain' | 'markdown' | undefined, 'plain' | 'markdown'>;
    attachments: DefaultedJson<Attachment[]>;
    suggested_actions: DefaultedJson<string[]>;
    value: ColumnType<unknown, string | null | undefined, string | null>;
    external_id: string | null;
    more_external_ids: Generated<string[]>;
    bot_external_id: string | null;
    client_message_id: string | null;
    sent_at: Time;
    edited_at: Date | null;
    deleted_at: Date | null;
    read_at: Date | null;
    delivery: 'sending' | 'delivered' | 'failed' | null;
    delivery_reason: string | null;
    whisper_to: string | null;
    whisper_to_name: string | null;
    extras: DefaultedJson<MessageExtras>;
    reactions: DefaultedJson<StoredReaction[]>;
    earlier: DefaultedJson<{ text: string; at: string }[]>;
    erased_at: Date | null;
  };
  file: {
    id: Generated<string>;
    tenant_id: string;
    conversation_id: string;
    /** Null while nobody has sent it. */
    message_id: string | null;
    /** Who brought it, and who may send it while it is nobody's. */
    owner_kind: ActorKind;
    owner_id: string | null;
    name: string;
    content_type: string;
    size: number | null;
    sha256: Buffer | null;
    state: 'fetching' | 'ready' | 'unavailable';
    reason: string | null;
    /** Where it is fetched from, while it is; see `domain/file.ts`. */
    source: ColumnType<unknown, string | null | undefined, string | null>;
    thumbnail: Buffer | null;
    created_at: Time;
  };
  file_chunk: { file_id: string; seq: number; bytes: Buffer };
}
