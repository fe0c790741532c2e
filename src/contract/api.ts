/**
 * What the tab may ask of the server and what it gets back.
 * The one source of the wire types, their validation and the OpenAPI document.
 * Times are ISO 8601 UTC strings; lists are `{items, next}` with an opaque cursor.
 */
import { z } from 'zod';
import { AgentFigures } from './agentFigures';
import { Presence, PresenceSet } from './agents';
import { ConnectionKind } from './connections';
import { LIMITS, Person, id, text, time } from './fields';
import { SearchHit } from './escalationScope';
import { TeamsReason } from './graph';
import { ActorKind, Alarm, EscalationStatus, Role } from './kinds';
import { EscalationSurvey, Rating } from './surveys';
import { EscalationVariable } from './variables';
import { Choice } from './wrapUp';

export * from './agentFigures';
export * from './agentTimes';
export * from './agents';
export * from './audit';
export * from './candidates';
export * from './cannedReplies';
export * from './connections';
export * from './drafts';
export * from './erasure';
export * from './escalationScope';
export * from './events';
export * from './exports';
export * from './failures';
export * from './figures';
export * from './files';
export * from './graph';
export * from './historyViews';
export * from './kinds';
export * from './managers';
export * from './now';
export * from './messages';
export * from './passedOver';
export * from './problem';
export * from './queues';
export * from './rules';
export * from './surveys';
export * from './variables';
export * from './wrapUp';
export { Person } from './fields';

export const Escalation = z.object({
  id,
  /** The short number people say: "#1042". */
  number: z.number().int(),
  status: EscalationStatus,
  /** Grows by one with every change; a stream event carries it. */
  version: z.number().int(),
  conversationId: id,
  /** Without id and name once it is erased. */
  customer: z.object({ id: z.string(), name: z.string() }),
  /** When its words and its customer's name were erased, and by whom: a manager, or the desk after the time words are kept. */
  erased: z.object({ at: time, by: z.object({ id: z.string().nullable(), name: z.string() }) }).nullable(),
  connection: z.object({ id, name: z.string(), kind: ConnectionKind }),
  queue: z.object({ id, name: z.string() }),
  assignee: Person.nullable(),
  topic: z.string().nullable(),
  lastPhrase: z.string().nullable(),
  agentMessage: z.string().nullable(),
  language: z.string().nullable(),
  /** 0 normal, 1 high, 2 urgent. */
  priority: z.number().int(),
  variables: z.array(EscalationVariable),
  /** Why it came to the queue it came to first, in words. */
  routingReason: z.string().nullable(),
  /** It is in another queue now. */
  moved: z.boolean(),
  /** Colleagues asked for advice (they read and write notes), and managers who joined the chat. */
  colleagues: z.array(Person.extend({ role: Role.exclude(['owner']) })),
  /** The same, under its old name; goes with the next release. */
  helpers: z.array(Person.extend({ role: Role.exclude(['owner']) })),
  alarm: Alarm,
  /** Whom it is offered to, while it waits. */
  offer: z.object({ to: Person, until: time }).nullable(),
  /** When the next timer is due, unless something happens first; null: none runs. */
  dueAt: time.nullable(),
  /** When the desk gives it back to its queue unless the owner answers; null until it has warned them. */
  goesBackAt: time.nullable(),
  /** The routing rule that chose the queue; null when none did. */
  rule: z.string().nullable(),
  /** Rules that could not be told for this escalation, and why. */
  passedOver: z.array(z.object({ rule: z.string(), why: z.string() })),
  /** What the agent must be able to do, as a rule asked. */
  requiredSkill: z.string().nullable(),
  /** Opened by a manager's test of a connection; not a person in need. */
  test: z.boolean(),
  openedAt: time,
  /** When it came into the queue it waits in; null: it does not wait. */
  waitingSince: time.nullable(),
  /** Since when its agent has it. */
  claimedAt: time.nullable(),
  /** When an agent had it for the first time: until then the customer waited. */
  firstClaimedAt: time.nullable(),
  endedAt: time.nullable(),
  /** What the agent chose or wrote when resolving, or why it was abandoned. */
  outcome: z.string().nullable(),
  /** Who resolved it, or by whom it was abandoned: the customer, the bot, or the desk itself; null while it is open. */
  endedBy: z.object({ kind: ActorKind, id: z.string().nullable(), name: z.string() }).nullable(),
  /** Of the list managers keep; null: own words. */
  outcomeId: id.nullable(),
  /** Named as they were when it was resolved. */
  tags: z.array(Choice),
  /** What the agent wrote for colleagues when resolving. */
  summary: z.string().nullable(),
  /** What the customer was asked at the end, and answered; null: they were not asked. */
  survey: EscalationSurvey.nullable(),
  /** What the customer said of the bot, where the bot's own survey told. */
  botRating: Rating.nullable(),
  /** The same customer's escalation before this one, if any. */
  previousId: z.string().nullable(),
  /** seq of the newest message, and of the newest one a customer wrote (0 when none). */
  lastSeq: z.number().int(),
  lastCustomerSeq: z.number().int(),
  /** Since when the customer waits for the owner's word; null: the owner spoke last, or nobody has it. */
  customerWaitsSince: time.nullable(),
  /** Since when its owner waits for the customer's word; null: the customer waits, or nobody has it. */
  ownerWaitsSince: time.nullable(),
  /** When the desk asked the silent customer whether they are still there; `dueAt` ends it. Null once they answer. */
  customerAskedAt: time.nullable(),
  /**
   * Its owner asked the customer to wait until then; null: it is not on hold. Once `until` has passed the hold has run
   * out; it lasts until somebody speaks to the customer, continues, or it changes hands or ends.
   */
  onHold: z.object({ since: time, until: time, by: Person }).nullable(),
  /** Messages of the customer that the asker has not read, 100 at most; 0 for whoever has no part in it. */
  unread: z.number().int(),
  /** What was last said to the customer did not reach them. */
  undelivered: z.boolean(),
  /**
   * When the customer left a message: they chose to instead of waiting, or it came in outside opening hours. Null once
   * they write to an agent, or within opening hours again.
   */
  leftMessageAt: time.nullable(),
  /** The message was left outside opening hours, and waits; `opensAt` is null while the queue is open, or never opens. */
  outsideHours: z.object({ opensAt: time.nullable() }).nullable(),
  /** Who else has it open now. */
  viewers: z.array(Person),
  /** The newest words in the transcript, cut to a line, for lists. */
  preview: z
    .object({
      author: z.string(),
      /** Names are shown; who it is, this says. */
      by: z.object({ kind: ActorKind, id: z.string().nullable() }),
      text: z.string(),
      sentAt: time,
    })
    .nullable(),
  /** Of a search: where its words stand, the first few; absent where nobody searched. */
  hits: z.array(SearchHit).optional(),
  card: z.object({ state: z.enum(['pending', 'posted', 'failed']), reason: z.string().nullable() }),
  /** Set when messages can no longer reach the customer, e.g. they blocked the bot. */
  lane: z.object({ blocked: z.boolean(), reason: z.string().nullable() }),
  /** What the asking person may do now. */
  can: z.object({
    claim: z.boolean(),
    release: z.boolean(),
    transfer: z.boolean(),
    resolve: z.boolean(),
    hold: z.boolean(),
    continue: z.boolean(),
    reply: z.boolean(),
    note: z.boolean(),
    consult: z.boolean(),
    join: z.boolean(),
    leave: z.boolean(),
  }),
});
export type Escalation = z.infer<typeof Escalation>;

export const Me = z.object({
  id,
  name: z.string(),
  tenantId: z.string(),
  roles: z.array(z.enum(['agent', 'manager'])),
  /** `offers`: what waits there is offered to whoever is available. */
  queues: z.array(z.object({ id, name: z.string(), offers: z.boolean() })),
  /** Of a manager who manages these queues alone; null: a manager manages all. */
  manages: z.array(z.object({ id, name: z.string() })).nullable(),
  presence: Presence,
  /** Why Teams has them busy or away though they said they are available; null: what they said counts. */
  teamsSays: TeamsReason.nullable(),
  /** A manager set how they are, and they have not said otherwise since. */
  setBy: PresenceSet.nullable(),
  /** Whether they have ever said whether they are there; until then they are away. */
  hasSaid: z.boolean(),
  /** Whether they are offered chats while available; managers only when they say so. */
  takesOffers: z.boolean(),
  skills: z.array(z.string()),
  /** How many escalations at once; null: as many as they like. */
  capacity: z.number().int().nullable(),
  /** Who sees figures about them; `isNews`: they have not read it, or not since it changed. */
  agentFigures: AgentFigures.extend({ isNews: z.boolean() }),
  /** True when the desk runs against the sandbox instead of Microsoft's cloud. */
  sandbox: z.boolean(),
});
export type Me = z.infer<typeof Me>;

export const ConsultBody = z.object({ agentId: id, note: z.string().trim().max(LIMITS.noteText).optional() });
/** Without a target everything goes back to its queue. */
export const HandOnBody = z.object({
  agentId: id.optional(),
  queueId: z.guid().optional(),
  note: z.string().trim().max(LIMITS.noteText).optional(),
});
export const HandedOn = z.object({
  items: z.array(z.object({ id, number: z.number().int(), ok: z.boolean(), reason: z.string().nullable() })),
});
export type HandedOn = z.infer<typeof HandedOn>;

export const Nothing = z.object({});

/** Who else has a chat open. */
export const Viewing = z.object({ items: z.array(Person) });
export type Viewing = z.infer<typeof Viewing>;

/** Read up to this message, and so all before it. */
export const ReadBody = z.object({ upTo: z.number().int().min(0).max(2_147_483_647) });

export const ReleaseBody = z.object({ reason: z.string().trim().max(LIMITS.outcomeText).optional() });
export const TransferBody = z
  .object({ agentId: id.optional(), queueId: id.optional(), note: z.string().trim().max(LIMITS.noteText).optional() })
  .refine((b) => Boolean(b.agentId) !== Boolean(b.queueId), { message: 'Give either agentId or queueId.' });

/** What the customer is told, and until when: in so many minutes, or at a moment. The same `clientMessageId` asks once. */
export const HoldBody = z
  .object({
    minutes: z.number().int().min(1).max(LIMITS.holdMinutes).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
    text: text(LIMITS.messageText),
    clientMessageId: id,
  })
  .refine((b) => (b.minutes === undefined) !== (b.until === undefined), { message: 'Give either minutes or until.' });
export type HoldBody = z.infer<typeof HoldBody>;

/** What a customer may be told, in their own language where the desk speaks it. */
export const HoldWords = z.object({
  items: z.array(z.object({ minutes: z.number().int(), text: z.string() })),
  /** Where no number of minutes is said. */
  otherwise: z.string(),
});
export type HoldWords = z.infer<typeof HoldWords>;

export const Stats = z.object({
  waiting: z.number().int(),
  claimed: z.number().int(),
  /** Since midnight in the time zone asked in. */
  endedToday: z.number().int(),
  /** Seconds since the one that has waited longest, messages left among them, came into its queue; null when nobody waits. */
  longestWait: z.number().nullable(),
  outbox: z.object({ pending: z.number().int(), blockedLanes: z.number().int() }),
});
export type Stats = z.infer<typeof Stats>;

export const Page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
export interface Page<T> {
  items: T[];
  /** Opaque; null on the last page. */
  next: string | null;
}

export const EscalationPage = Page(Escalation).extend({
  /** Set when not all could be searched yet: what was opened before is still being read, or changed a moment ago. */
  unsearched: z.enum(['older', 'newest']).optional(),
});
export type EscalationPage = z.infer<typeof EscalationPage>;

/** Server-Sent Events: hints to refetch, never the truth itself. */
export interface StreamEvents {
  /** Sent once per connection, after which nothing is missed. */
  hello: { at: string };
  /** The queues one belongs to: said after every hello, and when they change. */
  you: { queueIds: string[] };
  /** Where it stands now, so that lists which cannot hold it are not asked for again. */
  escalation: {
    id: string;
    version: number;
    status: EscalationStatus;
    queueId: string;
    assigneeId: string | null;
    /** To the one who hears it: it is offered to them; they have, or had, a part in it. */
    isOffered: boolean;
    hasPart: boolean;
  };
  message: { escalationId: string; seq: number };
  /** The same person has read it, or marked it as unread, elsewhere. */
  read: { escalationId: string };
  /** Somebody else has opened or closed a chat one looks at. */
  viewers: { escalationId: string };
  typing: { escalationId: string };
  /** `figures`: only who waits there, and who is with an agent. */
  queue: { id: string; figures?: true };
  /** What `GET /me` answers is another now. */
  me: Record<string, never>;
}
