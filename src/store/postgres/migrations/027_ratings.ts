import { type Kysely, sql } from 'kysely';

/** What was rated, and what was asked in vain, is listed in the order of lists. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
create index escalation_rated on escalation (tenant_id, opened_at desc, id desc) where rating is not null;
create index survey_unanswered on survey (escalation_id) where source = 'desk' and grade is null;
`;
