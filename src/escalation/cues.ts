/**
 * Cues: an owner who has not read what a customer of theirs wrote, and does not look at their tab, is told in Teams.
 * Any number of processes may look: whoever has the locks decides.
 */
import { agentLane } from '../domain/lanes';
import { decideCue } from '../domain/turns';
import { chatOf } from '../store/agents';
import { type Cue, lockCues, setCue } from '../store/escalation/cues';
import { enqueue } from '../store/outbox/outbox';
import type { Db, Tx } from '../store/postgres/db';

/** Owners looked after in one go; the rest is due at the next, a moment later. */
const BATCH = 50;

export class Cues {
  constructor(private readonly db: Db) {}

  async keep(now: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      const cues = await lockCues(tx.q, now, BATCH);
      const owners = new Set(cues.map(ownerOf));
      for (const owner of owners) {
        await keepOwn(
          tx,
          cues.filter((cue) => ownerOf(cue) === owner),
          now,
        );
      }
    });
  }
}

const ownerOf = ({ tenantId, agentId }: Cue): string => `${tenantId} ${agentId}`;

async function keepOwn(tx: Tx, cues: Cue[], now: Date): Promise<void> {
  const isTold = cues.some((cue) => cue.isDue && decideCue(cue, now).tell);
  for (const cue of cues) {
    const { tell, next } = decideCue(cue, now);
    // One message names all of them: what would have been due a little later is told with it.
    if (cue.isDue || (isTold && tell)) tx.later(setCue(tx.q, cue.escalationId, next === 'never' ? 'infinity' : next));
  }
  const [first] = cues;
  if (!first || !isTold) return;
  const { tenantId, agentId } = first;
  const chat = await chatOf(tx.q, tenantId, agentId);
  const lane = agentLane({ tenantId, agentId, teamsConversationId: chat?.conversationId ?? null });
  enqueue(tx, lane, 'cue', { tenantId, agentId });
}
