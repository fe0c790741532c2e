/** Entries of the audit that words find. What only roughly matches, such as three words in a row, is read before it is shown. */
import type { Page } from '../../contract/api';
import { matcherOf } from '../../domain/search/match';
import type { Search } from '../../domain/search/query';
import { type AuditRow, type AuditSearch, auditOf } from '../../store/audit';
import type { Reader } from '../../store/postgres/db';
import { auditTexts } from './append';

export interface AuditWanted extends AuditSearch {
  /** What has to be read; null: what is looked up is what is meant. */
  reading: Search | null;
}

/** Read at once, and before a page is short and goes on behind them. */
const AT_ONCE = 200;
const MOST_READ = 5_000;

/** Nothing in it is between two people alone. */
const EVERYBODY = { id: '', manager: true };

export async function auditPage(
  q: Reader,
  { reading, ...search }: AuditWanted,
  { before, limit }: { before: string | null; limit: number },
): Promise<Page<AuditRow>> {
  if (!reading) return auditOf(q, { ...search, before, limit });
  const hitsIn = matcherOf(reading, EVERYBODY);
  const isMeant = (row: AuditRow): boolean => hitsIn(passagesOf(row)) !== null;
  const items: AuditRow[] = [];
  let next = before;
  for (let read = 0; read < MOST_READ; read += AT_ONCE) {
    const page = await auditOf(q, { ...search, before: next, limit: AT_ONCE });
    items.push(...page.items.filter(isMeant));
    if (items.length > limit) return { items: items.slice(0, limit), next: items[limit - 1]?.id ?? null };
    next = page.next;
    if (next === null) break;
  }
  return { items, next };
}

const passagesOf = (row: AuditRow) =>
  auditTexts({ ...row, actor: { name: row.actorName }, subject: { name: row.subjectName } }).flatMap((text) =>
    text === null ? [] : [{ where: 'message' as const, label: null, seq: null, text, whisperOf: null }],
  );
