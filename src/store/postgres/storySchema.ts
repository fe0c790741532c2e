/** What happened to escalations, and the tags they were given, as kysely sees them. */
import type { JSONColumnType, Generated } from 'kysely';
import type { EscalationStatus } from '../../contract/api';
import type { Person } from '../../domain/escalation';
import type { Asked, KeptCandidate } from '../../domain/routing/passedOver';
import type { Time } from './deliverySchema';

type Kept = JSONColumnType<Person, string, string>;

export interface StoryTables {
  escalation_event: {
    id: Generated<string>;
    escalation_id: string;
    version: number;
    type: string;
    actor_kind: string;
    actor_id: string | null;
    actor_name: string;
    summary: string;
    at: Time;
    /** What held once it had happened; null in events from before it was kept. */
    status: EscalationStatus | null;
    queue_id: string | null;
    owner_id: string | null;
    owner_name: string | null;
    offered_to: string | null;
    after_seq: number | null;
    reason: string | null;
    from_agent: Kept | null;
    from_queue_id: string | null;
    to_agent: Kept | null;
    to_queue_id: string | null;
  };
  escalation_offer: {
    escalation_id: string;
    version: number;
    asked: JSONColumnType<Asked, string, string>;
    required_skill: string | null;
    people: JSONColumnType<KeptCandidate[], string, string>;
    more: number;
  };
  escalation_tag: { tag_id: string; escalation_id: string };
}
