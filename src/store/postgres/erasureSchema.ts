/** What is left of customers who were erased, and how long words are kept, as kysely sees it; part of `schema.ts`. */
import type { Generated } from 'kysely';

export interface ErasureTables {
  erased_chat: { fingerprint: Buffer; at: Date };
  retention: {
    tenant_id: string;
    version: number;
    days: number | null;
    begins_at: Date;
    changed_at: Date;
    changed_by_id: string;
    changed_by_name: string;
    worked_at: Date | null;
    failed_at: Date | null;
    reason: string | null;
    /** Of UTC, as `YYYY-MM-DD`. */
    day: string | null;
    chats: Generated<number>;
    requests: Generated<number>;
    messages: Generated<number>;
    files: Generated<number>;
  };
}
