/** Erases one customer, with everything they and others said: what happened, and when, stays for the figures. */
import { randomBytes } from 'node:crypto';
import { AppError, badField } from '../../base/errors';
import { visibleName } from '../../base/names';
import { A_CUSTOMER, customerErased, EXPORT_OF_ERASED } from '../../cards/words/manager/audit/erasure';
import {
  endsFirst,
  ERASED_ALREADY,
  NAMES_THE_CUSTOMER,
  ON_ITS_WAY_STILL,
  tooManyRequests,
} from '../../cards/words/manager/erasure';
import type { CustomerWords, ErasedCustomer } from '../../contract/api';
import { EXPORT_LIMITS } from '../../contract/exports';
import { nameIn } from '../../domain/erasure';
import type { Identity } from '../../domain/escalation';
import { requireManager } from '../../domain/policy';
import type { CustomerKey } from '../../store/customer';
import {
  type CustomersWords,
  isOnItsWay,
  lockChatsOf,
  openRequestsOf,
  redactExports,
  requestsIn,
  wordsOf,
} from '../../store/erasure/customers';
import { eraseCustomer, eraseWords, NOTHING_ERASED } from '../../store/erasure/words';
import type { EscalationRow } from '../../store/escalation/escalations';
import type { Db, Tx } from '../../store/postgres/db';
import { appendAudit, auditWords } from '../audit/append';
import { leaveErased } from './leave';

const MOST = EXPORT_LIMITS.customerRequests;
/** Open requests that are named. */
const NAMED = 10;

type Theirs = Pick<EscalationRow, 'tenantId' | 'customerId' | 'connectionId' | 'erasedAt'>;

export class Erasures {
  constructor(
    private readonly db: Db,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** What erasing the customer of this request would take. */
  async wordsOf(who: Identity, request: Theirs): Promise<CustomerWords> {
    const key = keyOf(who, request);
    const [words, open] = await Promise.all([wordsOf(this.db.q, key), openRequestsOf(this.db.q, key, NAMED)]);
    return { ...words, since: words.since?.toISOString() ?? null, open };
  }

  /** All of it or nothing. Throws `wrong_state` while a request is open, or something is on its way to them. */
  async erase(who: Identity, request: Theirs, reason: string): Promise<ErasedCustomer> {
    const key = keyOf(who, request);
    return this.db.transaction(async (tx) => {
      const now = this.now();
      const chats = await lockChatsOf(tx.q, key, MOST + 1);
      const requests = await requestsIn(
        tx.q,
        chats.map(({ id }) => id),
      );
      if (chats.length === 0) throw new AppError('not_found', ERASED_ALREADY);
      if (chats.length > MOST || requests.length > MOST) throw new AppError('too_large', tooManyRequests(MOST));
      const open = requests.filter(({ isOpen }) => isOpen).map(({ number }) => number);
      if (open.length > 0) throw new AppError('wrong_state', endsFirst(open.slice(0, NAMED)));
      if (
        await isOnItsWay(
          tx.q,
          chats.map(({ id }) => id),
        )
      )
        throw new AppError('wrong_state', ON_ITS_WAY_STILL);
      const names = [...new Set(chats.flatMap(({ customerName }) => visibleName(customerName) ?? []))];
      if (nameIn(reason, [...names, key.customerId]) !== null) throw badField('reason', NAMES_THE_CUSTOMER);
      const { since } = await wordsOf(tx.q, key);
      const erased = { chats: chats.length, ...NOTHING_ERASED };
      for (const { id, lastSeq } of chats) {
        const requestIds = requests.filter(({ chatId }) => chatId === id).map((one) => one.id);
        const gone = await eraseWords(tx.q, { conversationId: id, upTo: lastSeq, requestIds, now });
        erased.requests += gone.requests;
        erased.messages += gone.messages;
        erased.files += gone.files;
      }
      // Only now: what is a topic of many is told by whose the others are.
      for (const { id } of chats) await eraseCustomer(tx.q, id, now);
      const by = { kind: 'agent' as const, id: who.id, name: who.name };
      for (const { id } of requests) await leaveErased(tx, id, by, now);
      const reference = randomBytes(4).toString('hex').toUpperCase();
      await this.keep(tx, who, key, {
        names,
        now,
        reference,
        summary: customerErased(reference, erased, dayOf(since), reason),
      });
      return { reference, ...erased, at: now.toISOString() };
    });
  }

  private async keep(
    { q }: Tx,
    { id, name }: Identity,
    { tenantId, customerId }: CustomerKey,
    { names, now, reference, summary }: { names: readonly string[]; now: Date; reference: string; summary: string },
  ): Promise<void> {
    await appendAudit(q, {
      tenantId,
      kind: 'erasure',
      actor: { id, name },
      subject: { kind: 'customer', id: reference, name: `${A_CUSTOMER} (${reference})` },
      verb: 'erased',
      summary,
      at: now,
    });
    const put = { name: A_CUSTOMER, summary: EXPORT_OF_ERASED };
    await redactExports(q, { tenantId, customerId, names }, { ...put, words: auditWords(Object.values(put)), now });
  }
}

/** Everything is all of it: whoever may not see some of their chats cannot have it erased. */
function keyOf(who: Identity, { tenantId, customerId, connectionId, erasedAt }: Theirs): CustomerKey {
  requireManager(who, 'erase a customer');
  if (erasedAt) throw new AppError('not_found', ERASED_ALREADY);
  return { tenantId, customerId, connectionId };
}

const dayOf = (at: CustomersWords['since']): string => at?.toISOString().slice(0, 10) ?? 'now';
