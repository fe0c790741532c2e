/**
 * Every column of the schema is erased with a customer, or kept for a reason. A new column is in neither list, and whoever
 * adds it decides.
 */
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../support/database';

/** What an erasure takes, by table; `test/integration/erasure.test.ts` looks that nothing of it is left. */
const ERASED: Record<string, string> = {
  conversation:
    'external_id customer_id customer_name customer_locale address lane deferred_from_seq deferred_told_at bot_away_since words_since',
  bot_conversation:
    'conversation_id generation state bot_conversation_id token token_expires_at watermark domain owner context context_sent active_at',
  chat_token: 'hash conversation_id tenant_id person_id until used_at',
  escalation:
    'topic last_phrase agent_message language variables problems routing_reason summary outcome card_reason passed_over waiting_card_id',
  escalation_event: 'actor_id actor_name summary reason',
  message:
    'author_id author_name text format attachments suggested_actions value external_id more_external_ids bot_external_id client_message_id delivery delivery_reason extras reactions earlier',
  file: 'id tenant_id conversation_id message_id owner_kind owner_id name content_type size sha256 state reason source thumbnail created_at',
  file_chunk: 'file_id seq bytes',
  draft: 'escalation_id agent_id words version changed_at',
  survey: 'customer_id form card_ids remind_at comment',
  search_document: 'escalation_id lexemes messages opened_at waited',
  escalation_fact: 'facts phrase',
  figure_cell: 'value cell',
  idempotency: 'key',
  outbox: 'id lane kind payload cost attempts ambiguous refused last_error created_at',
  lane: 'key priority rate_key tenant_key app_key pending next_at owner lease_until blocked',
  rate_budget: 'key recent minutes paused_until',
  audit: 'subject_id subject_name summary changes words',
};

const OF_THE_DESK = 'a setting of the desk’s, or how its parts do: no customer is in it';
const OF_STAFF = 'of the desk’s own people';
const NUMBERED = 'a number of the desk’s own, which says nothing of anybody';
const FIGURES = 'figures are made of it';

/** What stays, and why; `*` is the whole table. */
const KEPT: Record<string, Record<string, string>> = {
  agent: { '*': OF_STAFF },
  agent_figures: { '*': OF_THE_DESK },
  agent_state: { '*': OF_STAFF },
  audit: {
    'id tenant_id': NUMBERED,
    'at actor_id actor_name kind subject_kind verb once redacted_at':
      'that somebody of the desk did something, and when',
  },
  bot_chat: { '*': FIGURES },
  bot_day: { '*': FIGURES },
  bot_hour: { '*': FIGURES },
  bot_outcome: { '*': FIGURES },
  canned_reply: { '*': OF_STAFF },
  canned_reply_file: { '*': OF_STAFF },
  card: { '*': 'where the card in the channel is, which says that it was erased' },
  connected_answer: { '*': 'ids alone; forgotten within a day' },
  connection: { '*': OF_THE_DESK },
  connection_fault: { '*': OF_THE_DESK },
  connection_key: { '*': OF_THE_DESK },
  conversation: {
    'id tenant_id connection_id last_seq last_customer_seq': NUMBERED,
    'created_at active_at': FIGURES,
    'erased_at erased_seq': 'that it was erased',
  },
  erased_chat: { '*': 'a fingerprint, by which words that come late are told; forgotten after a year' },
  escalation: {
    'id number tenant_id conversation_id connection_id queue_id routed_queue_id previous_id version from_seq to_seq':
      NUMBERED,
    'status priority opened_at claimed_at ended_at outcome_id tags rating test': FIGURES,
    'assignee_id assignee_name offered_to offered_name offered_until passed_by taken_from required_skill rule_name':
      OF_STAFF,
    'waiting_since alarm customer_waits_since first_claimed_at owner_spoke_at owner_warned_at customer_asked_at due_at ahead_shown left_message_at on_hold_since on_hold_until hold_ran_out_at cue_at':
      'times',
    'card_state erased_at': 'how its card stands, and that it was erased',
  },
  escalation_event: {
    'id escalation_id version type actor_kind at status after_seq': FIGURES,
    'queue_id owner_id owner_name offered_to from_agent from_queue_id to_agent to_queue_id': OF_STAFF,
  },
  escalation_fact: { 'escalation_id tenant_id opened_at version seq marks turn': FIGURES },
  escalation_offer: { '*': OF_STAFF },
  escalation_person: { '*': OF_STAFF },
  escalation_read: { '*': OF_STAFF },
  escalation_tag: { '*': 'of a list managers keep' },
  figure_cell: { 'tenant_id zone grain kind queue day': FIGURES },
  figure_span: { '*': FIGURES },
  fact_anew: { '*': FIGURES },
  figure_state: { '*': FIGURES },
  figure_zone: { '*': FIGURES },
  former_targets: { '*': OF_THE_DESK },
  graph_setting: { '*': OF_THE_DESK },
  graph_use: { '*': OF_THE_DESK },
  history_view: { '*': 'what somebody of the desk looks for' },
  idempotency: {
    'connection_id digest escalation_id created_at': 'a repeated call opens nothing; forgotten within a week',
  },
  inbox: { '*': 'ids of arrivals, which come once; forgotten within a day' },
  kysely_migration: { '*': OF_THE_DESK },
  kysely_migration_lock: { '*': OF_THE_DESK },
  manager_bound: { '*': OF_STAFF },
  message: {
    'id conversation_id escalation_id seq': NUMBERED,
    'author_kind note sent_at edited_at deleted_at read_at': FIGURES,
    'whisper_to whisper_to_name': OF_STAFF,
    erased_at: 'that it was erased',
  },
  queue: { '*': OF_THE_DESK },
  queue_sample: { '*': OF_THE_DESK },
  retention: { '*': OF_THE_DESK },
  rule_set: { '*': OF_THE_DESK },
  search_backlog: { '*': NUMBERED },
  search_former: { '*': NUMBERED },
  search_todo: { '*': NUMBERED },
  survey: {
    'escalation_id source tenant_id queue_id agent_id asked_at scale reminded_at rating grade answered_at changed_at':
      FIGURES,
  },
  team: { '*': OF_THE_DESK },
  team_member: { '*': OF_STAFF },
  wrap_up: { '*': OF_THE_DESK },
};

/** Whole tables stay without a list only where nothing of a customer can ever come to be. */
const WHOLE = Object.entries(KEPT).flatMap(([table, kept]) => ('*' in kept ? [table] : []));
/** How many columns they have, so that a new one is looked at, too. */
const OF_WHOLE: Record<string, number> = {
  agent: 25,
  agent_figures: 5,
  agent_state: 7,
  bot_chat: 3,
  bot_day: 7,
  bot_hour: 7,
  bot_outcome: 5,
  canned_reply: 8,
  canned_reply_file: 7,
  card: 8,
  connected_answer: 4,
  connection: 30,
  connection_fault: 3,
  connection_key: 9,
  erased_chat: 2,
  escalation_offer: 6,
  escalation_person: 5,
  escalation_read: 3,
  escalation_tag: 2,
  fact_anew: 1,
  figure_span: 5,
  figure_state: 4,
  figure_zone: 3,
  former_targets: 3,
  graph_setting: 8,
  graph_use: 6,
  history_view: 8,
  inbox: 2,
  kysely_migration: 2,
  kysely_migration_lock: 2,
  manager_bound: 6,
  queue: 16,
  queue_sample: 6,
  retention: 15,
  rule_set: 6,
  search_backlog: 1,
  search_former: 1,
  search_todo: 2,
  team: 10,
  team_member: 5,
  wrap_up: 7,
};

let database: TestDatabase;
let columns: { table: string; column: string }[];
beforeAll(async () => {
  database = await createTestDatabase();
  ({ rows: columns } = await sql<{ table: string; column: string }>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1, 2`.execute(database.db.q));
});
afterAll(() => database.drop());

const named = (of: Record<string, unknown> | undefined): string[] =>
  Object.keys(of ?? {}).flatMap((names) => names.split(' '));

test('each column is named as erased or as kept, and as one of them', () => {
  const wrong = columns.flatMap(({ table, column }) => {
    const isErased = (ERASED[table] ?? '').split(' ').includes(column);
    const kept = named(KEPT[table]);
    const isKept = kept.includes('*') || kept.includes(column);
    return isErased === isKept ? [`${table}.${column} ${isErased ? 'is both' : 'is neither'}`] : [];
  });
  expect(wrong).toEqual([]);
});

test('what is named is there', () => {
  const there = new Set(columns.map(({ table, column }) => `${table}.${column}`));
  const told = [
    ...Object.entries(ERASED).flatMap(([table, names]) => names.split(' ').map((name) => `${table}.${name}`)),
    ...Object.entries(KEPT).flatMap(([table, kept]) =>
      named(kept).flatMap((name) => (name === '*' ? [] : [`${table}.${name}`])),
    ),
  ];
  expect(told.filter((name) => !there.has(name))).toEqual([]);
});

test('a table that stays whole has the columns it had when that was decided', () => {
  const counted = Object.fromEntries(
    WHOLE.map((table) => [table, columns.filter((one) => one.table === table).length]),
  );
  expect(counted).toEqual(OF_WHOLE);
});
