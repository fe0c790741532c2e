/**
 * The only way to change an escalation. Every verb is the same shell, in one transaction:
 * lock, decide (pure), write, then the consequences (`consequences/`).
 */
import { NOBODY_AT_THIS_HOUR, handedOverWords, openedByWords } from '../cards/words/agent/notes';
import { byOf } from '../domain/policy';
import { keepBotRating } from './botRating';
import type { Channels } from './channels';
import { refreshCard } from './consequences/card';
import { CONSEQUENCES } from './consequences/consequences';
import { hintEscalation, hintFigures } from './consequences/hints';
import { planNextStep } from './consequences/timers';
import { keepTranscript } from './transcript';
import { openedOutsideHours } from './turns';
import { AppError } from '../base/errors';
import { findMember, isAnybodyThere } from '../store/agents';
import type { ConnectionRow } from '../store/connections';
import { type ConversationRow, lockConversationOf } from '../store/conversations';
import type { Db, Tx } from '../store/postgres/db';
import { type EscalationRow, applyChange, findEscalation, openEscalationOf } from '../store/escalation/escalations';
import { findSubject, lockEscalation } from '../store/escalation/subjects';
import { insertEscalation } from '../store/escalation/opening';
import { placeInQueue } from '../store/escalation/queuePlaces';
import { appendEvent } from '../store/escalation/events';
import { appendMessage } from '../store/messages';
import { hasRoom } from '../store/escalation/assignment';
import { findQueue } from '../store/queues';
import { tellAhead } from '../store/escalation/waitingCards';
import type { Actor, Escalation, Identity, OpenEscalation } from '../domain/escalation';
import { SYSTEM } from '../domain/escalation';
import type { Change } from '../domain/change';
import { Routing } from './route';
import { type Command, type Refusal, decide } from '../domain/transitions';
import type { WrapUp, WrapUpRule } from '../domain/wrapUp';
import { wrapUpRuleOf } from '../store/wrapUp';
import { closedNow, openedWords } from '../cards/words/customer/escalation';

export type Outcome = { ok: true; escalation: EscalationRow } | { ok: false; refusal: Refusal };

export class Escalations {
  private readonly routing = new Routing();
  private lookForWork: (tenantId: string) => void = () => undefined;

  /** @param now the desk's clock; tests have their own */
  constructor(
    private readonly db: Db,
    readonly channels: Channels,
    readonly now: () => Date = () => new Date(),
  ) {}

  /** Who is told when somebody has room again or something waits: after the commit, in this process. */
  onWork(look: (tenantId: string) => void): void {
    this.lookForWork = look;
  }

  /**
   * Opens an escalation for a conversation whose lock the caller holds.
   * A conversation has one open escalation at most: a second handoff finds the first.
   */
  async open(
    tx: Tx,
    options: {
      connection: ConnectionRow;
      conversation: ConversationRow;
      handoff: OpenEscalation;
      /** Absent: the connection. */
      by?: Actor;
      /** What the customer reads before everything else. */
      hello?: string;
      test?: boolean;
    },
  ): Promise<{ id: string; opened: boolean }> {
    const { connection, conversation, handoff } = options;
    const open = await openEscalationOf(tx.q, conversation.id);
    if (open) return { id: open.id, opened: false };
    const choice = await this.routing.choose(tx, connection, conversation, handoff);
    const now = this.now();
    const row = await insertEscalation(tx.q, {
      tenantId: conversation.tenant_id,
      conversationId: conversation.id,
      connectionId: connection.id,
      routing: choice,
      topic: handoff.topic,
      lastPhrase: handoff.lastPhrase,
      agentMessage: handoff.agentMessage,
      language: handoff.language ?? conversation.customer_locale,
      variables: handoff.variables,
      problems: handoff.problems,
      test: options.test ?? false,
      openedAt: now,
    });
    if (!row) throw new AppError('unavailable', 'This conversation is being handed over by somebody else; try again.');
    await keepTranscript(tx, conversation, row.fromSeq, connection.name, handoff.transcript);
    for (const problem of handoff.problems) {
      await appendMessage(tx.q, {
        conversationId: conversation.id,
        escalationId: row.id,
        author: SYSTEM,
        note: true,
        text: problem,
        sentAt: now,
      });
    }
    const actor = options.by ?? ({ kind: 'bot', id: connection.id, name: connection.name } as const);
    const summary = options.by ? openedByWords(options.by.name) : handedOverWords(connection.name);
    await appendEvent(tx.q, row.id, 1, { type: 'opened', summary, actor }, now, {
      status: 'waiting',
      queueId: choice.queueId,
      assigneeId: null,
      assigneeName: null,
      offeredTo: null,
    });
    const { botRating } = handoff;
    if (botRating) {
      const opened = { id: row.id, tenantId: conversation.tenant_id, queueId: choice.queueId };
      await keepBotRating(tx, conversation, opened, botRating, now);
    }
    await refreshCard(tx, { id: row.id, tenantId: conversation.tenant_id, queueId: choice.queueId }, { isNew: true });
    if (options.hello !== undefined) {
      const hello = { escalationId: row.id, author: SYSTEM, text: options.hello, sentAt: now };
      await this.channels.sayToCustomer(tx, conversation, hello);
    }
    await this.greet(tx, conversation, { id: row.id, number: row.number, queueId: choice.queueId });
    await planNextStep(tx, row.id);
    const begun = { status: 'waiting', queueId: choice.queueId, assigneeId: null, offeredTo: null } as const;
    hintEscalation(tx, { id: row.id, ...begun }, 1);
    hintFigures(tx, choice.queueId);
    tx.after(() => this.lookForWork(conversation.tenant_id));
    return { id: row.id, opened: true };
  }

  /** The first words to the customer: how long the line is, or when somebody is there again. */
  private async greet(
    tx: Tx,
    conversation: ConversationRow,
    options: { id: string; number: number; queueId: string },
  ): Promise<void> {
    const now = this.now();
    const queue = await findQueue(tx.q, options.queueId);
    const closed = queue && closedNow(queue.serviceTargets, now);
    const place = await placeInQueue(tx.q, options.queueId, options.id);
    // Only where work is offered does being there count; a channel is read without a tab.
    const offersWork = queue?.serviceTargets.assignment === 'automatic';
    const nobodyThere = offersWork && !(await isAnybodyThere(tx.q, options.queueId, now));
    const text = openedWords({ number: options.number, place, closed, nobodyThere });
    const told = { told: { request: options.number, ahead: place - 1 } };
    const said = { escalationId: options.id, author: SYSTEM, text, sentAt: now, ...(!closed && { extras: told }) };
    // In Teams the card says it, and goes on saying what is true.
    if (this.channels.hasWaitingCard(conversation) && closed?.whenClosed !== 'backToBot') {
      await appendMessage(tx.q, { ...said, conversationId: conversation.id });
    } else {
      await this.channels.sayToCustomer(tx, conversation, said);
    }
    if (closed?.whenClosed === 'leaveMessage') openedOutsideHours(tx, options.id);
    await tellAhead(tx.q, options.id);
    await this.channels.showWaiting(tx, conversation, options.id);
    if (closed?.whenClosed !== 'backToBot') return;
    const { escalation } = await lockBoth(tx, options.id, conversation.tenant_id);
    const by = { ...SYSTEM, manager: false, member: false };
    const decision = decide(escalation, { verb: 'abandon', by, outcome: NOBODY_AT_THIS_HOUR }, now);
    if (decision.kind === 'change') await this.apply(tx, conversation, escalation, decision.change);
  }

  /** @param seen the escalation as the caller has just read it */
  async claim(id: string, who: Identity, seen?: Escalation): Promise<Outcome> {
    // Fast path without a lock: in a race nearly everybody comes second.
    seen ??= (await findSubject(this.db.q, id)) ?? undefined;
    if (seen?.tenantId === who.tenantId && seen.status === 'claimed') {
      const decision = decide(seen, { verb: 'claim', by: { ...byOf(who, seen), full: false } }, this.now());
      if (decision.kind === 'refused') return { ok: false, refusal: decision.refusal };
    }
    return this.change(id, who.tenantId, async (escalation, tx) => {
      // Locks the agent's row: two claims at once do not both take the last of their capacity.
      const full =
        escalation.assigneeId !== who.id &&
        !(await hasRoom(tx.q, { tenantId: who.tenantId, agentId: who.id, escalationId: id }));
      return { verb: 'claim', by: { ...byOf(who, escalation), full } };
    });
  }

  /** The one it is offered to does not take it; the next one is asked. */
  async pass(id: string, who: Identity): Promise<Outcome> {
    return this.change(id, who.tenantId, (escalation) => ({ verb: 'pass', by: byOf(who, escalation) }));
  }

  async release(id: string, who: Identity, reason?: string): Promise<Outcome> {
    return this.change(id, who.tenantId, (escalation) => ({ verb: 'release', by: byOf(who, escalation), reason }));
  }

  /** Every path that ends an escalation for a person comes by here, so that each meets what its queue asks for. */
  async resolve(id: string, who: Identity, wrapUp: WrapUp = {}): Promise<Outcome> {
    return this.change<WrapUpRule | null>(
      id,
      who.tenantId,
      (escalation, _, rule) => ({ verb: 'resolve', by: byOf(who, escalation), wrapUp, rule }),
      { reads: (tx) => wrapUpRuleOf(tx.q, id) },
    );
  }

  async transfer(
    id: string,
    who: Identity,
    to: { agentId: string } | { queueId: string },
    note?: string,
  ): Promise<Outcome> {
    return this.change(
      id,
      who.tenantId,
      async (escalation, tx) => {
        const by = byOf(who, escalation);
        if ('queueId' in to) {
          const queue = await findQueue(tx.q, to.queueId);
          if (queue?.tenantId !== who.tenantId) throw new AppError('not_found', 'There is no such queue.');
          return { verb: 'transfer', by, to: { queue: { id: queue.id, name: queue.name } } };
        }
        const agent = await findMember(tx.q, who.tenantId, to.agentId, escalation.queueId);
        if (!agent) throw new AppError('bad_request', 'That person is not on this queue’s team.');
        const full = !(await hasRoom(tx.q, { tenantId: who.tenantId, agentId: agent.id, escalationId: id }));
        return { verb: 'transfer', by, to: { agent: { ...agent, full } } };
      },
      { note: note ? { text: note, author: { kind: 'agent', id: who.id, name: who.name } } : undefined },
    );
  }

  /** The customer or the connection no longer wants a person. */
  async abandon(id: string, tenantId: string, by: Actor, outcome: string, quiet = false): Promise<Outcome> {
    return this.change(id, tenantId, () => ({
      verb: 'abandon',
      by: { ...by, manager: false, member: false },
      outcome,
      quiet,
    }));
  }

  /** Every verb: lock, decide, write; what the change means follows from it. */
  async change<R>(
    id: string,
    tenantId: string,
    command: (escalation: Escalation, tx: Tx, read: R | null) => Command | Promise<Command>,
    options: {
      note?: { text: string; author: Actor } | undefined;
      /** What else is read along with the locks, under them. */
      reads?: (tx: Tx) => Promise<R>;
    } = {},
  ): Promise<Outcome> {
    const made = await this.db.transaction(async (tx) => {
      const [{ conversation, escalation }, read] = await Promise.all([
        lockBoth(tx, id, tenantId),
        options.reads?.(tx) ?? null,
      ]);
      const decision = decide(escalation, await command(escalation, tx, read), this.now());
      if (decision.kind === 'refused') return { refusal: decision.refusal };
      if (decision.kind === 'change') await this.apply(tx, conversation, escalation, decision.change, options.note);
      // Read on the way to the commit, not after it.
      const row = findEscalation(tx.q, id);
      tx.later(row);
      return { refusal: null, after: () => row };
    });
    if (made.refusal) return { ok: false, refusal: made.refusal };
    const escalation = await made.after();
    if (!escalation) throw notFound();
    return { ok: true, escalation };
  }

  /** Writes a decided change with everything that follows from it; the caller holds both locks. */
  async apply(
    tx: Tx,
    conversation: ConversationRow,
    before: Escalation,
    change: Change,
    note?: { text: string; author: Actor },
  ): Promise<number> {
    const version = before.version + 1;
    tx.later(applyChange(tx.q, before.id, version, change));
    const { channels, lookForWork } = this;
    const applied = { tx, now: this.now(), conversation, before, change, version, note, channels, lookForWork };
    for (const row of CONSEQUENCES) await Promise.all(row.map((follow) => follow(applied)));
    return version;
  }
}

/**
 * The conversation's lock first, always: it is what orders verbs against messages arriving meanwhile,
 * so that nothing said falls between an escalation and the bot.
 */
export async function lockBoth(
  tx: Tx,
  id: string,
  tenantId: string,
): Promise<{ conversation: ConversationRow; escalation: Escalation }> {
  const [conversation, escalation] = await Promise.all([lockConversationOf(tx.q, id), lockEscalation(tx.q, id)]);
  if (!conversation || escalation?.tenantId !== tenantId) throw notFound();
  return { conversation, escalation };
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such escalation.');
}
