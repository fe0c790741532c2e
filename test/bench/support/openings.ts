/** Tells whoever waits for it that a customer's escalation is there: looked up for all of them together. */
import type { World } from './world';

export interface Openings {
  /** Resolves with the id of the escalation this customer's next words lead to. */
  of(customer: { chatId: string }): Promise<string>;
  stop(): void;
}

const EVERY_MS = 50;
/** A desk with much to do takes its time; one that has lost an escalation takes longer. */
const WITHIN_MS = 300_000;

interface Waiting {
  since: number;
  resolve(id: string): void;
  reject(error: Error): void;
}

export function watchOpenings({ database: { db } }: World): Openings {
  const waiting = new Map<string, Waiting>();
  /** Told already: a look that began before a claim shows it once more. */
  const told = new Set<string>();
  let timer: NodeJS.Timeout | null = setTimeout(() => void look(), EVERY_MS);

  async function look(): Promise<void> {
    try {
      if (waiting.size > 0) await tellAll();
    } catch (error) {
      for (const one of waiting.values()) one.reject(error as Error);
      waiting.clear();
    }
    if (timer) timer = setTimeout(() => void look(), EVERY_MS);
  }

  async function tellAll(): Promise<void> {
    const { rows } = await db.pool.query<{ id: string; chat: string }>(
      `select e.id, c.external_id as chat from escalation e join conversation c on c.id = e.conversation_id
       where e.status = 'waiting'`,
    );
    for (const { id, chat } of rows) {
      const one = told.has(id) ? undefined : waiting.get(chat);
      if (!one) continue;
      told.add(id);
      waiting.delete(chat);
      one.resolve(id);
    }
    for (const [chat, { since, reject }] of waiting) {
      if (Date.now() - since < WITHIN_MS) continue;
      waiting.delete(chat);
      reject(new Error(`No escalation within ${WITHIN_MS / 1_000} s of a customer who asked for a person: ${chat}.`));
    }
  }

  return {
    of: ({ chatId }) => new Promise((resolve, reject) => waiting.set(chatId, { since: Date.now(), resolve, reject })),
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
