/** Valid things of the contract, for tests that care about a few of their fields. */
import type {
  Agent,
  Connection,
  Escalation,
  EscalationEvent,
  Me,
  Message,
  Person,
  Queue,
  Rule,
  ServiceTargets,
} from '../../../src/contract/api';

export const LEE: Person = { id: 'lee', name: 'Lee Gu' };
export const MEGAN: Person = { id: 'megan', name: 'Megan Bowen' };
const ROBIN: Person = { id: 'robin', name: 'Robin Ortiz' };
const BILLING = { id: 'billing', name: 'Billing' };
const AT = '2026-11-23T12:00:00.000Z';

export const buildMe = (change: Partial<Me> = {}): Me => ({
  ...LEE,
  tenantId: 'tenant',
  roles: ['agent'],
  queues: [{ ...BILLING, offers: false }],
  manages: null,
  presence: 'available',
  teamsSays: null,
  setBy: null,
  hasSaid: true,
  takesOffers: true,
  skills: [],
  capacity: null,
  agentFigures: { shownTo: 'managers', changedAt: null, changedBy: null, isNews: false },
  sandbox: false,
  ...change,
});

export const buildAgent = (change: Partial<Agent> = {}): Agent => ({
  ...LEE,
  queueIds: [BILLING.id],
  presence: 'available',
  teamsSays: null,
  setBy: null,
  tabClosedAt: null,
  skills: [],
  capacity: null,
  load: 0,
  ...change,
});

type EscalationChange = Omit<Partial<Escalation>, 'can'> & { can?: Partial<Escalation['can']> };

/** Claimed by Lee, unless said otherwise. */
export function buildEscalation({ can, ...change }: EscalationChange = {}): Escalation {
  const id = change.id ?? crypto.randomUUID();
  return {
    id,
    number: 1042,
    status: 'claimed',
    version: 2,
    conversationId: `conversation of ${id}`,
    customer: ROBIN,
    connection: { id: 'contoso', name: 'Contoso bot', kind: 'copilotStudio' },
    queue: BILLING,
    assignee: LEE,
    topic: 'Invoice',
    lastPhrase: 'I was charged twice',
    agentMessage: null,
    language: 'en',
    priority: 0,
    variables: [],
    outcomeId: null,
    survey: null,
    botRating: null,
    endedBy: null,
    tags: [],
    summary: null,
    routingReason: null,
    moved: false,
    colleagues: [],
    helpers: [],
    alarm: 'none',
    offer: null,
    dueAt: null,
    goesBackAt: null,
    rule: null,
    passedOver: [],
    requiredSkill: null,
    test: false,
    openedAt: AT,
    claimedAt: AT,
    endedAt: null,
    outcome: null,
    previousId: null,
    lastSeq: 1,
    lastCustomerSeq: 1,
    customerWaitsSince: null,
    unread: 0,
    undelivered: false,
    ownerWaitsSince: null,
    customerAskedAt: null,
    leftMessageAt: null,
    viewers: [],
    preview: null,
    card: { state: 'posted', reason: null },
    lane: { blocked: false, reason: null },
    can: {
      claim: false,
      release: true,
      transfer: true,
      resolve: true,
      reply: true,
      note: true,
      consult: true,
      join: false,
      leave: false,
      ...can,
    },
    ...change,
  };
}

export const buildMessage = (change: Partial<Message> = {}): Message => ({
  seq: 1,
  id: `message ${change.seq ?? 1}`,
  author: { kind: 'customer', ...ROBIN },
  note: false,
  whisperTo: null,
  text: 'I was charged twice',
  format: 'plain',
  attachments: [],
  suggestedActions: [],
  quote: null,
  forwarded: false,
  citations: [],
  aiGenerated: false,
  told: null,
  sensitivity: null,
  answers: [],
  reactions: [],
  earlier: [],
  sentAt: AT,
  editedAt: null,
  deletedAt: null,
  delivery: null,
  clientMessageId: null,
  ...change,
});

export const buildTargets = (change: Partial<ServiceTargets> = {}): ServiceTargets => ({
  hours: null,
  targetSeconds: 300,
  onCall: null,
  secondQueueId: null,
  silentOwnerMinutes: null,
  silentCustomerMinutes: null,
  silentCustomerEnds: 'resolve',
  whenClosed: 'leaveMessage',
  closedWords: null,
  assignment: 'claim',
  offerSeconds: 60,
  unreadMinutes: null,
  ...change,
});

export function buildQueue(change: Partial<Queue> = {}): Queue {
  const serviceTargets = change.serviceTargets ?? buildTargets();
  return {
    ...BILLING,
    teamId: 'team',
    teamName: 'Finance',
    channelId: 'channel',
    channelName: 'Billing',
    channelLost: null,
    isDefault: false,
    waiting: 0,
    serviceTargets,
    promises: serviceTargets,
    wrapUpRequires: [],
    survey: null,
    open: true,
    opensAt: null,
    version: 1,
    ...change,
  };
}

export const buildRule = (change: Partial<Rule> = {}): Rule => ({
  id: crypto.randomUUID(),
  name: 'Large amounts',
  condition: 'amount > 100',
  queueId: BILLING.id,
  priority: 0,
  requiredSkill: null,
  enabled: true,
  ...change,
});

export const buildConnection = (change: Partial<Connection> = {}): Connection => ({
  id: 'contoso',
  name: 'Contoso bot',
  kind: 'copilotStudio',
  appId: 'contoso-bot',
  state: 'draft',
  queueId: null,
  directLine: { tokenEndpoint: 'https://contoso.example/token', hasSecret: false, domain: null },
  bot: null,
  callbackUrl: null,
  agent: null,
  previousSecretUntil: null,
  health: {
    lastContactAt: null,
    lastError: null,
    lastErrorAt: null,
    faultsLastDay: 0,
    openEscalations: 0,
    expiresAt: null,
    expiryWarning: null,
    warnings: [],
  },
  test: null,
  can: { live: true, pause: false, drain: false, rotate: true, remove: true },
  ...change,
});

export const buildEvent = (change: Partial<EscalationEvent> = {}): EscalationEvent => ({
  version: 2,
  type: 'claimed',
  at: AT,
  actor: { kind: 'agent', ...LEE },
  summary: 'Lee Gu claimed',
  afterSeq: 0,
  reason: null,
  from: { agent: null, queue: null },
  to: { agent: null, queue: null },
  passedOver: null,
  ...change,
});
