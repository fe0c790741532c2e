/**
 * Who may do what. Pure. Verbs that change an escalation are asked of the state machine, the one
 * authority on them; what is decided here is sight, words and settings.
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

/** Takes the `Authorization` header; throws `unauthorized`, `forbidden` or `unavailable`. */
export type VerifyToken = (authorization: string | undefined) => Promise<SignedIn>;

/** A bot that calls the desk as its skill, proven by its own token. */
export interface Caller {
  appId: string;
  tenantId: string;
}

export interface CallerCheck {
  /** Whether a call shows what looks like an app's Entra token; nothing is proven by it. */
  concerns(authorization: string | undefined): boolean;
  /** Throws `unauthorized` or `unavailable`. */
  prove(authorization: string | undefined): Promise<Caller>;
}

export type PolicyVerb =
  'see' | 'claim' | 'release' | 'transfer' | 'resolve' | 'reply' | 'note' | 'consult' | 'join' | 'leave' | 'manage';

/** The escalation in question; for `manage` only the tenant matters. */
export type Subject = Escalation & {
  /** Everybody with a part in it, owners before the present one among them. */
  people?: readonly { id: string; role: Role }[];
};

export function can(identity: Identity, verb: 'manage', subject: { tenantId: string }): boolean;
export function can(identity: Identity, verb: PolicyVerb, subject: Subject): boolean;
export function can(identity: Identity, verb: PolicyVerb, subject: { tenantId: string } | Subject): boolean {
  if (subject.tenantId !== identity.tenantId) return false;
  if (verb === 'manage') return identity.manager;
  const escalation = subject as Subject;
  if (!sees(identity, escalation)) return false;
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
    manager: identity.manager,
    // A manager stands in for any queue's team.
    member: identity.manager || identity.queueIds.includes(escalation.queueId),
  };
}

/** Anybody who works here: a member of some queue, or a manager. */
export const isStaff = (identity: Identity): boolean => identity.manager || identity.queueIds.length > 0;

/** Settings are managers' to change. @param what they do, as “change queues” */
export function requireManager(identity: Identity, what: string): void {
  if (!identity.manager) throw new AppError('forbidden', `Only managers can ${what}.`);
}

function sees(identity: Identity, escalation: Subject): boolean {
  return (
    identity.manager ||
    identity.queueIds.includes(escalation.queueId) ||
    escalation.assigneeId === identity.id ||
    (escalation.people ?? []).some(({ id }) => id === identity.id)
  );
}

const is = (identity: Identity, role: Role, { people = [] }: Subject): boolean =>
  people.some((person) => person.id === identity.id && person.role === role);

/** A transfer has two kinds of target; being allowed either is being allowed. */
function commandsOf(
  verb: 'claim' | 'release' | 'transfer' | 'resolve',
  identity: Identity,
  escalation: Escalation,
): Command[] {
  const by = byOf(identity, escalation);
  if (verb !== 'transfer') return [{ verb, by }];
  return [
    { verb, by, to: { agent: SOMEBODY } },
    { verb, by, to: { queue: SOMEBODY } },
  ];
}

const BEGINNING = new Date(0);

const SOMEBODY = { id: 'somebody', name: 'somebody' };

/** What is allowed does not depend on the time, only what is written does. */
function changes(escalation: Escalation, command: Command): boolean {
  return decide(escalation, command, BEGINNING).kind === 'change';
}
