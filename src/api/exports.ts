import { create } from 'content-disposition';
import type { CutReason } from '../base/cutOff';
import { EXPORT_MS, type Exporter } from '../escalation/export/exporting';
import type { Form } from '../escalation/export/exports';
import { CsvQuery, CustomerQuery, ExportQuery, TranscriptPageQuery, TranscriptQuery } from '../contract/api';
import type { TranscriptForm } from '../escalation/export/transcripts';
import { can, keepsSight, manages, requireManager, sightOf } from '../domain/policy';
import { scopeOf, whoseCount } from './escalationScope';
import { type Answer, type Ask, type Route, route } from './route';
import type { Services } from './services';
import { visibleEscalation } from './visible';
import { findSubject } from '../store/escalation/subjects';

type Exporting = Pick<Ask<unknown, unknown>, 'who' | 'whoNow'>;

/** @param stillSees whether they see what they did; as a rule, as many chats */
export const exporterOf = (
  { who, whoNow }: Exporting,
  stillSees = async () => keepsSight(sightOf(who), sightOf(await whoNow())),
): Exporter => ({ tenantId: who.tenantId, id: who.id, name: who.name, until: who.signedIn.expiresAt, stillSees });

export function exportRoutes({ db, agentFigures, escalationExports, transcripts, customerExports }: Services): Route[] {
  async function escalationsAs(form: Form, mediaType: string, ask: Ask<ExportQuery, unknown>): Promise<Answer> {
    const { who, whoNow, query, signal } = ask;
    const { search, reader, ...scope } = scopeOf(who, query);
    const meant = { scope, search, reader, order: query.order };
    const withAgents = await agentFigures.seesOthers(who);
    const exporter = exporterOf(ask, async () => {
      const now = await whoNow();
      return keepsSight(sightOf(who), sightOf(now)) && (!withAgents || (await agentFigures.seesOthers(now)));
    });
    const wanted = { meant, form, filter: filterOf(query), withAgents };
    const { rows, unsearched, chunks } = await escalationExports.begin(exporter, wanted, signal);
    const name = `escalations-${new Date().toISOString().slice(0, 10)}.${form.name}`;
    return streamed(ask, name, mediaType, chunks, {
      ...(rows !== null && { 'handoff-rows': String(rows) }),
      ...(unsearched && { 'handoff-unsearched': unsearched }),
    });
  }

  async function transcriptAs(
    form: TranscriptForm,
    ending: string,
    mediaType: string,
    ask: Ask<TranscriptQuery, unknown>,
  ): Promise<Answer> {
    const { who, whoNow, params, query, signal } = ask;
    const escalation = await visibleEscalation(db.q, who, params);
    const isManager = manages(who, escalation.queueId);
    const withPassedOver = isManager && (await agentFigures.seesOthers(who));
    const wanted = { escalation, zone: query.zone, withNotes: query.notes === 'with', withPassedOver };
    const stillSees = async () => {
      const now = await whoNow();
      const subject = await findSubject(db.q, escalation.id);
      return subject !== null && can(now, 'see', subject) && (!isManager || manages(now, escalation.queueId));
    };
    const chunks = await transcripts.begin({ ...exporterOf(ask, stillSees), manager: isManager }, wanted, form, signal);
    return streamed(ask, `chat-${escalation.number}.${ending}`, mediaType, chunks, {});
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
      async run(ask) {
        const { who, params, query, signal } = ask;
        const escalation = await visibleEscalation(db.q, who, params);
        // Everything is all of it: whoever may not see some of their chats cannot give it.
        requireManager(who, 'export everything about a customer');
        const wanted = { zone: query.zone, withNotes: query.notes === 'with' };
        const by = { ...exporterOf(ask), manager: who.manager };
        const chunks = await customerExports.begin(by, escalation, wanted, signal);
        return streamed(ask, `customer-${new Date().toISOString().slice(0, 10)}.zip`, 'application/zip', chunks, {});
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
  { who }: Pick<Ask<unknown, unknown>, 'who'>,
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
      ends: endOf(who.signedIn.expiresAt),
    },
  };
}

function endOf(signedInUntil: Date): { at: Date; why: CutReason } {
  const latest = new Date(Date.now() + EXPORT_MS);
  return signedInUntil < latest ? { at: signedInUntil, why: 'signedOut' } : { at: latest, why: 'tooLong' };
}

/** What was asked for, for the audit; how the file is written is none of it. */
function filterOf({ order: _, ...query }: ExportQuery): Record<string, string> {
  const { zone: _zone, separator: _separator, columns: _columns, ...filter } = query as CsvQuery;
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
