/** What agents have read, and whether they look: what decides who is told of a customer's words, and where. */
import type { Identity } from '../domain/escalation';
import { setLooking } from '../store/agents';
import { readUpTo, unread } from '../store/escalation/reading';
import type { Db, Tx } from '../store/postgres/db';

/** A tab says at least this often that it is looked at. */
const LOOKING_MS = 45_000;

export class Reading {
  constructor(
    private readonly db: Db,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @param upTo the place of the last message this person has seen */
  async read(escalationId: string, who: Identity, upTo: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const isNews = await readUpTo(tx.q, { escalationId, agentId: who.id }, upTo, this.now());
      if (isNews) hintOwnTabs(tx, escalationId, who);
    });
  }

  /** To be looked at again: the customer's last message counts as not read. */
  async unread(escalationId: string, who: Identity): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (await unread(tx.q, { escalationId, agentId: who.id })) hintOwnTabs(tx, escalationId, who);
    });
  }

  /** Their tab is in view, and they are in front of it. */
  async looking(who: Identity): Promise<void> {
    await setLooking(this.db.q, who.tenantId, who.id, new Date(this.now().getTime() + LOOKING_MS));
  }
}

function hintOwnTabs(tx: Tx, escalationId: string, { tenantId, id: agentId }: Identity): void {
  tx.hint({ kind: 'read', escalationId, tenantId, agentId });
}
