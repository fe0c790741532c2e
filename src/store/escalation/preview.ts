import { sql } from 'kysely';

/** Characters of the last words that lists show. */
const PREVIEW_CHARACTERS = 160;

/** What a message `m` says in lists; of pictures and files alone, what they are called. */
export const lastWords = sql<string | null>`left(case
  when m.deleted_at is not null then ''
  when m.text <> '' then m.text
  else (select string_agg('[' || coalesce(a->>'name', a->>'contentType') || ']', ' ') from jsonb_array_elements(m.attachments) a)
end, ${sql.lit(PREVIEW_CHARACTERS)})`;
