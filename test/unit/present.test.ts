import * as contract from '../../src/contract/api';
import { presentEscalation, presentEvent, presentMessage } from '../../src/api/present';
import { presentConnection } from '../../src/api/presentConnection';
import type { Message } from '../../src/domain/message';
import type { Identity } from '../../src/domain/escalation';
import type { ConnectionListing } from '../../src/store/connectionHealth';
import type { EscalationRow } from '../../src/store/escalation/escalations';

const at = new Date('2026-01-05T09:00:00Z');
const adele: Identity = { tenantId: 't', id: 'adele', name: 'Adele', manager: false, queueIds: ['q'] };

const row: EscalationRow = {
  erasedAt: null,
  erasedBy: null,
  id: 'e',
  number: 1042,
  tenantId: 't',
  conversationId: 'c',
  connectionId: 'n',
  queueId: 'q',
  status: 'claimed',
  version: 2,
  assigneeId: 'adele',
  assigneeName: 'Adele',
  openedAt: at,
  waitingSince: at,
  claimedAt: at,

  firstClaimedAt: null,
  endedAt: null,
  outcome: null,
  endedBy: null,
  outcomeId: null,
  tags: [],
  summary: null,
  customerId: 'robin',
  customerName: 'Robin',
  connectionName: 'Contoso Assistant',
  connectionKind: 'copilotStudio',
  queueName: 'Support',
  topic: 'Returns',
  lastPhrase: null,
  agentMessage: null,
  language: 'en',
  priority: 0,
  variables: [{ name: 'order', value: 7 }],
  routingReason: 'The connection’s queue',
  moved: false,
  people: [],
  alarm: 'none',
  offeredTo: null,
  passedBy: [],
  onHoldSince: null,
  onHoldUntil: null,
  offeredName: null,
  offeredUntil: null,
  dueAt: null,
  ownerWarnedAt: null,
  holdRanOutAt: null,
  requiredSkill: null,
  ruleName: null,
  passedOver: [],
  test: false,
  survey: null,
  botRating: null,
  previousId: null,
  fromSeq: 1,
  toSeq: null,
  lastSeq: 3,
  lastCustomerSeq: 2,
  customerWaitsSince: at,
  unread: 1,
  readerId: 'adele',
  undelivered: false,
  ownerSpokeAt: null,
  customerAskedAt: null,
  leftMessageAt: null,
  hours: null,
  preview: { author: 'Robin', by: { kind: 'customer', id: 'robin' }, text: 'Hello?', format: 'plain', sentAt: at },
  cardState: 'failed',
  cardReason: 'The channel is gone.',
  laneBlocked: 'The customer blocked the bot.',
};

const message: Message = {
  id: 'm',
  conversationId: 'c',
  escalationId: 'e',
  seq: 3,
  author: { kind: 'agent', id: 'adele', name: 'Adele' },
  note: false,
  whisperTo: null,
  text: 'Hi',
  format: 'plain',
  attachments: [],
  suggestedActions: ['Yes'],
  extras: {},
  reactions: [],
  earlier: [],
  externalId: null,
  sentAt: at,
  editedAt: null,
  deletedAt: at,
  delivery: { state: 'failed', reason: 'Blocked' },
  clientMessageId: 'x',
};

const connection: ConnectionListing = {
  faultsLastDay: 0,
  hasDouble: false,
  keys: [],
  openEscalations: 0,
  id: 'n',
  tenant_id: 't',
  name: 'Contoso Assistant',
  kind: 'copilotStudio',
  app_id: 'app',
  bot_app_id: null,
  state: 'live',
  queue_id: null,
  token_endpoint: null,
  domain: null,
  secret: Buffer.from('sealed'),
  callback_url: null,
  caller_app_id: null,
  last_turn_at: null,
  last_contact_at: at,
  last_error: null,
  last_error_at: null,
  bot_type: null,
  bot_tenant_id: null,
  bot_secret: null,
  bot_secret_expires_at: null,
  secret_expires_at: null,
  previous_secret: null,
  previous_secret_until: null,
  tested_at: null,
  test_passed: null,
  test_report: null,
  warned_days: null,
  removed_at: null,
  created_at: at,
};

describe('what is shown', () => {
  it('keeps the contract, to the letter', () => {
    const shown = presentEscalation(row, adele, at);
    expect(contract.Escalation.parse(shown)).toEqual(shown);
    const said = presentMessage(message, adele);
    expect(contract.Message.parse(said)).toEqual(said);
    expect(said.suggestedActions).toEqual(['Yes']);
    const bot = presentConnection(connection, new Date());
    expect(contract.Connection.parse(bot)).toEqual(bot);
    const place = {
      afterSeq: 3,
      reason: null,
      from: { agent: null, queue: null },
      to: { agent: null, queue: null },
      offer: null,
    };
    const happened = { version: 2, type: 'claimed', at, actor: message.author, summary: 'Adele claimed' } as const;
    const event = presentEvent({ ...happened, ...place });
    expect(contract.EscalationEvent.parse(event)).toEqual(event);
  });

  it('tells the asker what they may do now', () => {
    expect(presentEscalation(row, adele, at).can).toMatchObject({ claim: false, reply: true, resolve: true });
    expect(presentEscalation(row, { ...adele, id: 'diego' }, at).can).toEqual({
      consult: false,
      continue: false,
      hold: false,
      join: false,
      leave: false,
      claim: false,
      release: false,
      transfer: false,
      resolve: false,
      reply: false,
      note: true,
    });
  });

  it('says what is wrong with the card and with the way to the customer', () => {
    expect(presentEscalation(row, adele, at)).toMatchObject({
      card: { state: 'failed', reason: 'The channel is gone.' },
      lane: { blocked: true, reason: 'The customer blocked the bot.' },
    });
  });

  it('says which of what the bot captured only machines read', () => {
    const variables = [
      { name: 'Order', value: 'A-7' },
      { name: 'Session ID', value: 'x' },
    ];
    expect(presentEscalation({ ...row, variables }, adele, at).variables).toEqual([
      { name: 'Order', value: 'A-7', technical: false },
      { name: 'Session ID', value: 'x', technical: true },
    ]);
  });

  it('keeps the tenant and other inner things to itself', () => {
    expect(Object.keys(presentEscalation(row, adele, at))).not.toEqual(expect.arrayContaining(['tenantId', 'fromSeq']));
  });

  it('says in a line what was said, without the marks of its Markdown', () => {
    const preview = {
      ...row.preview!,
      text: '**Hello**, see [the page](https://a.example)',
      format: 'markdown' as const,
    };
    expect(presentEscalation({ ...row, preview }, adele, at).preview?.text).toBe('Hello, see the page');
    const plain = { ...preview, format: 'plain' as const };
    expect(presentEscalation({ ...row, preview: plain }, adele, at).preview?.text).toBe(preview.text);
  });

  it('never shows a secret, only that there is one', () => {
    const shown = presentConnection(connection, new Date());
    expect(shown.directLine).toEqual({ tokenEndpoint: null, hasSecret: true, domain: null });
    expect(JSON.stringify(shown)).not.toContain('sealed');
  });
});
