/** What the history is searched by, and views of it people keep, as kysely sees it; part of `schema.ts`. */
import type { Generated, JSONColumnType } from 'kysely';
import type { ViewShows } from '../../contract/api';
import type { Time } from './deliverySchema';

export interface SearchTables {
  search_document: {
    escalation_id: string;
    opened_at: Time | null;
    /** By which the longest wait comes first. */
    waited: string | null;
    lexemes: string;
    messages: number;
  };
  search_todo: { escalation_id: string; at: Time };
  search_backlog: { below: string };
  search_former: { below: string };
  history_view: {
    id: Generated<string>;
    tenant_id: string;
    /** Null: everybody's. */
    owner_id: string | null;
    name: string;
    shows: JSONColumnType<ViewShows, string, string>;
    version: Generated<number>;
    changed_at: Time;
    changed_by_name: string;
  };
}
