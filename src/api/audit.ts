import { badField } from '../base/errors';
import { AuditCsvQuery, AuditPage, AuditQuery, AuditScope } from '../contract/api';
import { LIMITS } from '../contract/fields';
import { keepsSight, sightOfManager } from '../domain/policy';
import { lookUpOf } from '../domain/search/lookUp';
import { readSearch } from '../domain/search/query';
import { auditPage, type AuditWanted } from '../escalation/audit/found';
import { type AuditForm, entryOf } from '../escalation/export/auditExport';
import { exporterOf, streamed } from './exports';
import { type Answer, type Ask, type Asker, ok, type Route, route } from './route';
import type { Services } from './services';

export function auditRoutes({ db, audit, auditExports }: Services): Route[] {
  async function exportedAs(
    form: AuditForm,
    mediaType: string,
    ask: Pick<Ask<AuditScope, unknown>, 'who' | 'whoNow' | 'query' | 'signal'>,
  ): Promise<Answer> {
    const { who, whoNow, query, signal } = ask;
    const exporter = exporterOf(ask, async () => keepsSight(sightOfManager(who), sightOfManager(await whoNow())));
    const wanted = { search: searchOf(who, query), filter: filterOf(query), form };
    const chunks = await auditExports.begin(exporter, wanted, signal);
    return streamed(ask, `audit-${new Date().toISOString().slice(0, 10)}.${form.name}`, mediaType, chunks, {});
  }

  return [
    route({
      method: 'get',
      path: '/audit',
      summary: 'Who changed, saw and took what, newest first; `unwritten` says what this process could not write yet.',
      only: 'managers',
      query: AuditQuery,
      answers: { 200: AuditPage },
      async run({ who, query: { cursor, limit, ...scope } }) {
        const search = searchOf(who, scope);
        const { items, next } = await db.read((q) => auditPage(q, search, { before: cursor ?? null, limit }));
        const { unwritten } = audit;
        return ok({
          items: items.map(entryOf),
          next,
          unwritten: unwritten && { count: unwritten.count, since: unwritten.since.toISOString() },
        });
      },
    }),
    route({
      method: 'get',
      path: '/exports/audit.csv',
      summary: 'The entries of the audit the filters mean as CSV for spreadsheets. Broken off rather than cut short.',
      only: 'managers',
      query: AuditCsvQuery,
      mediaType: 'text/csv',
      answers: { 200: null },
      run: (ask) => {
        const { zone, separator, ...query } = ask.query;
        return exportedAs({ name: 'csv', zone, separator }, 'text/csv', { ...ask, query });
      },
    }),
    route({
      method: 'get',
      path: '/exports/audit.jsonl',
      summary: 'The same as JSON lines: one AuditEntry each.',
      only: 'managers',
      query: AuditScope,
      mediaType: 'application/jsonl',
      answers: { 200: null },
      run: (ask) => exportedAs({ name: 'jsonl' }, 'application/jsonl', ask),
    }),
  ];
}

function searchOf(who: Asker, query: AuditScope): AuditWanted {
  return {
    tenantId: who.tenantId,
    visibleTo: sightOfManager(who),
    actorId: query.person === 'me' ? who.id : query.person,
    kind: query.kind,
    subjectKind: query.subjectKind,
    subjectId: query.subject,
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : new Date(query.to),
    ...(query.q?.trim() ? wordsOf(query.q) : { words: undefined, reading: null }),
  };
}

/** Nothing in it is between two people alone. */
const EVERYBODY = { id: '', manager: false };

/** As in the history. "#1042" is a word here: what an escalation is called. */
function wordsOf(typed: string): Pick<AuditWanted, 'words' | 'reading'> {
  const search = readSearch(typed.replaceAll('#', ' '));
  // Words alone are one query.
  const { queries, isRough } = lookUpOf(search, { every: [] }, EVERYBODY);
  const [words] = queries;
  if (!search || words === undefined) throw badField('q', 'There is no letter or digit in it to look for.');
  if (search.isTooMuch) throw badField('q', `Search for at most ${LIMITS.historyWords} words at once.`);
  return { words, reading: isRough ? search : null };
}

const filterOf = (query: AuditScope): Record<string, string> =>
  Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
