/**
 * Authorisation. Pure. For verbs that change an escalation the state machine is asked, which alone decides them;
 * decided here are seeing, writing and settings.
 */
import { AppError } from '../base/errors';
import type { Escalation, Identity, Role } from './escalation';
import { type By, type Command, decide, isOpen } from './transitions';

/** What a verified token says; membership of queues is the store's to add. */
export interface SignedIn {
  tenantId: string;
  /** Entra object id. */
  id: string;
  name: string;
  upn: string | null;
  manager: boolean;
  expiresAt: Date;
}

/** Why a sign-in was refused. */
export type RefusedFor = 'noToken' | 'invalid' | 'expired' | 'foreignTenant';

export class SignInRefused extends AppError {
  /** @param tenantId of this desk's, the one it says it is of; null: of none, or it does not say */
  constructor(
    readonly why: RefusedFor,
    readonly tenantId: string | null,
    message: string,
  ) {
    super(why === 'foreignTenant' ? 'forbidden' : 'unauthorized', message);
  }
}

/** Takes the `Authorization` header; throws `SignInRefused`, or `unavailable`. */
export type VerifyToken = (authorization: string | undefined) => Promise<SignedIn>;

/** A bot that calls the desk as its skill, proven by its own token. */
export interface Caller {
  appId: string;
  tenantId: string;
}

/** Why an app's call was refused. */
export type CallRefusedFor = 'foreignTenant' | 'audience' | 'person' | 'expired' | 'invalid';

export class CallRefused extends AppError {
  constructor(
    readonly why: CallRefusedFor,
    message: string,
  ) {
    super('unauthorized', message);
  }
}

export interface CallerCheck {
  /** Whether a call shows what looks like an app's Entra token; nothing is proven by it. */
  concerns(authorization: string | undefined): boolean;
  /** The app ID a token says it is of, in lower case; nothing is proven by it. */
  saysItIs(authorization: string | undefined): string | null;
  /** Throws `CallRefused`, or `unavailable`. */
  authenticate(authorization: string | undefined): Promise<Caller>;
}

export type PolicyVerb =
  | 'see'
  | 'claim'
  | 'release'
  | 'transfer'
  | 'resolve'
  | 'hold'
  | 'continue'
  | 'reply'
  | 'note'
  | 'consult'
  | 'join'
  | 'leave'
  | 'manage';

/** The escalation in question; for `manage` only the tenant matters. */
export type Subject = Escalation & {
  /** Everybody with a part in it, owners before the present one among them. */
  people?: readonly { id: string; role: Role }[];
};

export function can(identity: Identity, verb: 'manage', subject: { tenantId: string }): boolean;
export function can(identity: Identity, verb: PolicyVerb, subject: Subject): boolean;
export function can(identity: Identity, verb: PolicyVerb, subject: { tenantId: string } | Subject): boolean {
  if (verb === 'manage') return subject.tenantId === identity.tenantId && managesAll(identity);
  const escalation = subject as Subject;
  const { tenantId, queueId, assigneeId, people = [] } = escalation;
  if (!sees(identity, { tenantId, queueId, assigneeId, people })) return false;
  switch (verb) {
    case 'see':
      return true;
    case 'note':
      return isOpen(escalation.status);
    // Nobody writes in another person's name: a manager joins, claims or transfers first.
    case 'reply':
      return (
        escalation.status === 'claimed' && (escalation.assigneeId === identity.id || is(identity, 'joined', escalation))
      );
    case 'consult':
      return changes(escalation, { verb, by: byOf(identity, escalation), agent: SOMEBODY });
    case 'join':
      return !is(identity, 'joined', escalation) && changes(escalation, { verb, by: byOf(identity, escalation) });
    case 'leave':
      return isOpen(escalation.status) && (is(identity, 'joined', escalation) || is(identity, 'consulted', escalation));
    default:
      return commandsOf(verb, identity, escalation).some((command) => changes(escalation, command));
  }
}

/** The same person, as the state machine wants to be told about them. */
export function byOf(identity: Identity, escalation: Pick<Escalation, 'queueId'>): By {
  return {
    kind: 'agent',
    id: identity.id,
    name: identity.name,
    manager: manages(identity, escalation.queueId),
    // A manager stands in for their queues' teams.
    member: manages(identity, escalation.queueId) || identity.queueIds.includes(escalation.queueId),
  };
}

/** Anybody who works here: a member of some queue, or a manager. */
export const isStaff = (identity: Identity): boolean => identity.manager || identity.queueIds.length > 0;

type Managing = Pick<Identity, 'manager' | 'boundTo'>;

/** Whether somebody manages a queue: a manager of all, or of some among which it is. */
export const manages = ({ manager, boundTo }: Managing, queueId: string): boolean =>
  manager && (boundTo === undefined || boundTo.includes(queueId));

export const managesAll = ({ manager, boundTo }: Managing): boolean => manager && boundTo === undefined;

/** The same person beside an escalation of this queue: elsewhere a bounded manager is none. */
export const inQueue = <Who extends Managing>(who: Who, queueId: string): Who => ({
  ...who,
  manager: manages(who, queueId),
});

/** Settings of the whole desk are for managers of all of it. @param what they do, as “change queues” */
export function requireManager(identity: Identity, what: string): void {
  if (!identity.manager) throw new AppError('forbidden', `Only managers can ${what}.`);
  if (!managesAll(identity)) throw new AppError('forbidden', `Only managers of the whole desk can ${what}.`);
}

/** A queue's are for whoever manages it. */
export function requireManagerOf(identity: Identity, queueId: string, what: string): void {
  if (!identity.manager) throw new AppError('forbidden', `Only managers can ${what}.`);
  if (!manages(identity, queueId))
    throw new AppError('forbidden', `You do not manage this queue, so you cannot ${what}.`);
}

/** What of an escalation decides who may see it. */
export interface Sighted {
  tenantId: string;
  queueId: string;
  assigneeId: string | null;
  /** Everybody with a part in it, owners before the present one among them. */
  people: readonly { id: string }[];
}

/** What of a person decides what they may see. */
export interface Onlooker {
  tenantId: string;
  id: string;
  manager: boolean;
  boundTo?: readonly string[] | undefined;
  queueIds: readonly string[] | ReadonlySet<string>;
}

/**
 * Who may see an escalation: its queue's managers and team, and whoever has or had a part in it. The one rule: lists ask
 * it as SQL (`sightOf`), the live stream before each hint; `test/integration/sight.test.ts` holds all three together.
 */
export function sees(onlooker: Onlooker, escalation: Sighted): boolean {
  const { tenantId, id, queueIds } = onlooker;
  if (tenantId !== escalation.tenantId) return false;
  const isMember = 'has' in queueIds ? queueIds.has(escalation.queueId) : queueIds.includes(escalation.queueId);
  const isTheirs = isMember || manages(onlooker, escalation.queueId);
  return isTheirs || escalation.assigneeId === id || escalation.people.some((person) => person.id === id);
}

/** Who may read a message's words: a whisper is for those it is between, and for managers. */
export function readsWhisper(
  reader: Pick<Identity, 'id' | 'manager'>,
  { whisperTo, author }: { whisperTo: { id: string } | null; author: { id: string | null } },
): boolean {
  return whisperTo === null || reader.manager || reader.id === whisperTo.id || reader.id === author.id;
}

/** Null: all of the tenant. Else what is in these queues, and what this person has or had a part in. */
export type Sight = { id: string; queueIds: readonly string[] } | null;

export const sightOf = ({ id, manager, boundTo, queueIds }: Identity): Sight =>
  manager && boundTo === undefined ? null : { id, queueIds: manager ? [...queueIds, ...(boundTo ?? [])] : queueIds };

/** Of what only managers see, such as the audit: as a manager, whatever teams they are on. */
export const sightOfManager = ({ id, manager, boundTo }: Identity): Sight =>
  managesAll({ manager, boundTo }) ? null : { id, queueIds: manager ? (boundTo ?? []) : [] };

/** Whether somebody sees all they saw before. */
export const keepsSight = (before: Sight, now: Sight): boolean =>
  now === null || (before !== null && before.queueIds.every((id) => now.queueIds.includes(id)));

/**
 * Whether somebody reads what is others': they have and had no part in it, and it does not wait for their team. Of this
 * the audit keeps a row.
 */
export function isOfOthers(
  { id, queueIds }: Identity,
  { status, queueId, assigneeId, people = [] }: Pick<Subject, 'status' | 'queueId' | 'assigneeId' | 'people'>,
): boolean {
  if (status === 'waiting' && queueIds.includes(queueId)) return false;
  return assigneeId !== id && !people.some((person) => person.id === id);
}

const is = (identity: Identity, role: Role, { people = [] }: Subject): boolean =>
  people.some((person) => person.id === identity.id && person.role === role);

/** A transfer has two kinds of target; being allowed either is being allowed. */
function commandsOf(
  verb: 'claim' | 'release' | 'transfer' | 'resolve' | 'hold' | 'continue',
  identity: Identity,
  escalation: Escalation,
): Command[] {
  const by = byOf(identity, escalation);
  // What is still to be said at the end keeps nobody from beginning it.
  if (verb === 'resolve') return [{ verb, by, wrapUp: {}, rule: null }];
  if (verb === 'hold') return [{ verb, by, until: BEGINNING, words: SOMETHING, isSaid: false }];
  if (verb !== 'transfer') return [{ verb, by }];
  return [
    { verb, by, to: { agent: SOMEBODY } },
    { verb, by, to: { queue: SOMEBODY } },
  ];
}

const BEGINNING = new Date(0);

const SOMETHING = { text: '', clientMessageId: '' };

const SOMEBODY = { id: 'somebody', name: 'somebody' };

/** What is allowed does not depend on the time, only what is written does. */
function changes(escalation: Escalation, command: Command): boolean {
  return decide(escalation, command, BEGINNING).kind === 'change';
}
