/** What customers were asked and answered, as kysely sees it. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { SurveyScale } from '../../contract/surveys';
import type { SurveyForm } from '../../domain/survey';
import type { Time } from './deliverySchema';

export interface SurveyTables {
  survey: {
    escalation_id: string;
    /** Whose question it was; a bot's is known only once it is answered. */
    source: 'desk' | 'bot';
    tenant_id: string;
    customer_id: string;
    queue_id: string;
    agent_id: string | null;
    asked_at: Time;
    scale: SurveyScale;
    form: JSONColumnType<SurveyForm, string, string> | null;
    /** Teams' ids of its cards. */
    card_ids: Generated<string[]>;
    remind_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    reminded_at: Date | null;
    rating: number | null;
    grade: number | null;
    comment: string | null;
    answered_at: Date | null;
    changed_at: Date | null;
  };
}
