/** What agents keep to say again, and what they are writing, as kysely sees it; part of `schema.ts`. */
import type { Generated, JSONColumnType } from 'kysely';
import type { Draft } from '../../contract/api';
import type { Time } from './deliverySchema';

export interface WritingTables {
  canned_reply: {
    id: Generated<string>;
    tenant_id: string;
    /** Null: everybody's. */
    owner_id: string | null;
    name: string;
    text: string;
    version: Generated<number>;
    changed_at: Time;
    changed_by_name: string;
  };
  canned_reply_file: {
    id: Generated<string>;
    reply_id: string;
    name: string;
    content_type: string;
    size: number;
    bytes: Buffer;
    created_at: Time;
  };
  draft: {
    escalation_id: string;
    agent_id: string;
    words: JSONColumnType<Draft, string, string>;
    version: Generated<string>;
    changed_at: Time;
  };
}
