/** What an escalation is looked up by. Pure. */
import { fold } from '../../domain/search/fold';
import { Lexemes } from '../../domain/search/lexemes';
import { fact } from '../../domain/search/lookUp';
import { passagesOf } from '../../domain/search/passages';
import { blocksOfWait } from '../../domain/search/waits';
import type { SearchDocument } from '../../store/search/documents';
import type { SearchedRow } from '../../store/search/reader';

/** Messages of one escalation that are looked up. */
export const MOST_MESSAGES = 5_000;

export function documentOf(row: SearchedRow): SearchDocument {
  return { id: row.id, lexemes: lexemesOf(row), messages: row.messages.length };
}

function lexemesOf(row: SearchedRow): string {
  const lexemes = new Lexemes();
  lexemes.opened(row.openedAt);
  for (const one of factsOf(row)) lexemes.add(one);
  // What was said last is the last to be left out.
  for (const { text, whisperOf } of passagesOf(row).reverse()) lexemes.words(text, whisperOf);
  return lexemes.toString();
}

function factsOf(row: SearchedRow): string[] {
  const { outcome, outcomeId, waited, rating } = row;
  return [
    ...(waited === null ? [] : blocksOfWait(waited).map(fact.waited)),
    fact.topic(row.topic ?? ''),
    fact.status(row.status),
    fact.queue(row.queueId),
    fact.connection(row.connectionId),
    fact.isTest(row.test),
    fact.language(row.language),
    fact.outcome(outcomeId ?? (outcome === null ? 'none' : 'own')),
    ...(row.assigneeId === null ? [] : [fact.owner(row.assigneeId), fact.person(row.assigneeId)]),
    ...row.people.map(({ id }) => fact.person(id)),
    ...row.tags.map(({ id }) => fact.tag(id)),
    ...row.variables.flatMap(({ name, value }) => [
      fact.variable(fold(name.trim())),
      fact.value(fold(name.trim()), fold(String(value).trim())),
    ]),
    ...(row.hasFile ? [fact.file] : []),
    ...(row.hasFailed ? [fact.failed] : []),
    ...(row.hasLeftMessage ? [fact.leftMessage] : []),
    ...(rating === null ? [] : [fact.rated(rating)]),
  ];
}
