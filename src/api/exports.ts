import { create } from 'content-disposition';
import type { Form } from '../escalation/export/exports';
import { CsvQuery, CustomerQuery, ExportQuery, TranscriptPageQuery, TranscriptQuery } from '../contract/api';
import type { TranscriptForm } from '../escalation/export/transcripts';
import { manages, requireManager } from '../domain/policy';
import { scopeOf, whoseCount } from './escalations';
import { type Answer, type Ask, type Asker, type Route, route } from './route';
import type { Services } from './services';
import { visibleEscalation } from './visible';

/** Taken slower than this, it is given up. */
const IDLE_MS = 60_000;

export const exporterOf = ({ tenantId, id, name, signedIn }: Asker) => ({
  tenantId,
  id,
  name,
  until: signedIn.expiresAt,
});

export function exportRoutes({ db, agentFigures, escalationExports, transcripts, customerExports }: Services): Route[] {
  async function escalationsAs(
    form: Form,
    mediaType: string,
    { who, query, signal }: Pick<Ask<ExportQuery, unknown>, 'who' | 'query' | 'signal'>,
  ): Promise<Answer> {
    const { search, reader, ...scope } = scopeOf(who, query);
    const meant = { scope, search, reader, order: query.order };
    const wanted = { meant, form, filter: filterOf(query), withAgents: await agentFigures.seesOthers(who) };
    const { rows, unsearched, chunks } = await escalationExports.begin(exporterOf(who), wanted, signal);
    const name = `escalations-${new Date().toISOString().slice(0, 10)}.${form.name}`;
    return streamed(name, mediaType, chunks, {
      ...(rows !== null && { 'handoff-rows': String(rows) }),
      ...(unsearched && { 'handoff-unsearched': unsearched }),
    });
  }

  async function transcriptAs(
    form: TranscriptForm,
    ending: string,
    mediaType: string,
    { who, params, query, signal }: Pick<Ask<TranscriptQuery, unknown>, 'who' | 'params' | 'query' | 'signal'>,
  ): Promise<Answer> {
    const escalation = await visibleEscalation(db.q, who, params);
    const withPassedOver = manages(who, escalation.queueId) && (await agentFigures.seesOthers(who));
    const wanted = { escalation, zone: query.zone, withNotes: query.notes === 'with', withPassedOver };
    const chunks = await transcripts.begin(
      { ...exporterOf(who), manager: manages(who, escalation.queueId) },
      wanted,
      form,
      signal,
    );
    return streamed(`chat-${escalation.number}.${ending}`, mediaType, chunks, {});
  }

  return [
    route({
      method: 'get',
      path: '/escalations/:id/transcript.html',
      summary:
        'The transcript as one page that fetches nothing: pictures are in it, as far as its limits go. Broken off rather than cut short.',
      query: TranscriptPageQuery,
      mediaType: 'text/html',
      answers: { 200: null },
      problems: ['not_found'],
      run: (ask) => transcriptAs({ name: 'html', pictures: ask.query.pictures }, 'html', 'text/html', ask),
    }),
    route({
      method: 'get',
      path: '/escalations/:id/transcript.txt',
      summary: 'The same as plain text.',
      query: TranscriptQuery,
      mediaType: 'text/plain',
      answers: { 200: null },
      problems: ['not_found'],
      run: (ask) => transcriptAs({ name: 'text' }, 'txt', 'text/plain', ask),
    }),
    route({
      method: 'get',
      path: '/escalations/:id/customer.zip',
      summary:
        'Everything the desk keeps of the customer of this escalation, as one archive: every chat and request, messages, transcripts, files. Broken off rather than cut short.',
      only: 'managers',
      query: CustomerQuery,
      mediaType: 'application/zip',
      answers: { 200: null },
      problems: ['not_found', 'too_large'],
      async run({ who, params, query, signal }) {
        const escalation = await visibleEscalation(db.q, who, params);
        // Everything is all of it: whoever may not see some of their chats cannot give it.
        requireManager(who, 'export everything about a customer');
        const wanted = { zone: query.zone, withNotes: query.notes === 'with' };
        const by = { ...exporterOf(who), manager: who.manager };
        const chunks = await customerExports.begin(by, escalation, wanted, signal);
        return streamed(`customer-${new Date().toISOString().slice(0, 10)}.zip`, 'application/zip', chunks, {});
      },
    }),
    route({
      method: 'get',
      path: '/exports/escalations.csv',
      summary:
        'The escalations the filters mean as CSV for spreadsheets: one row each, every variable a column. `Handoff-Rows` says how many, where that is known. Broken off rather than cut short.',
      only: 'managers',
      query: CsvQuery,
      whose: whoseCount,
      mediaType: 'text/csv',
      answers: { 200: null },
      problems: ['too_large'],
      run: (ask) => {
        const { zone, separator, columns } = ask.query;
        return escalationsAs({ name: 'csv', zone, separator, columns }, 'text/csv', ask);
      },
    }),
    route({
      method: 'get',
      path: '/exports/escalations.jsonl',
      summary: 'The same as JSON lines: one ExportedEscalation each, times in UTC, nothing altered for spreadsheets.',
      only: 'managers',
      query: ExportQuery,
      whose: whoseCount,
      mediaType: 'application/jsonl',
      answers: { 200: null },
      problems: ['too_large'],
      run: (ask) => escalationsAs({ name: 'jsonl' }, 'application/jsonl', ask),
    }),
  ];
}

export function streamed(
  name: string,
  mediaType: string,
  bytes: AsyncIterable<Uint8Array>,
  headers: Record<string, string>,
): Answer {
  return {
    status: 200,
    stream: {
      headers: {
        'content-type': mediaType === 'application/zip' ? mediaType : `${mediaType}; charset=utf-8`,
        'content-disposition': create(name, { type: 'attachment' }),
        ...headers,
      },
      bytes,
      idleMs: IDLE_MS,
    },
  };
}

/** What was asked for, for the audit; how the file is written is none of it. */
function filterOf({ order: _, ...query }: ExportQuery): Record<string, string> {
  const { zone: _zone, separator: _separator, columns: _columns, ...filter } = query as CsvQuery;
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
