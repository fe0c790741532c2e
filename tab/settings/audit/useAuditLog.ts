import type { AuditPage } from '../../../src/contract/api';
import { get, stream } from '../../desk/api';
import { zoneHere } from '../../desk/clock';
import { fileNameIn } from '../../desk/fileName';
import { keys } from '../../desk/keys';
import { saveAs } from '../../desk/saveAs';
import { useKeptPages } from '../../parts/useKept';

/** What one narrows it by; empty strings mean any. Days are the reader's. */
export interface AuditFilters {
  q: string;
  kind: string;
  person: string;
  from: string;
  to: string;
}

export const NO_FILTERS: AuditFilters = { q: '', kind: '', person: '', from: '', to: '' };

export const useAuditLog = (filters: AuditFilters) =>
  useKeptPages({
    queryKey: keys.auditLog(filters),
    ask: (cursor, signal) => get<AuditPage>('/audit', { query: { ...queryOf(filters), cursor, limit: 30 }, signal }),
  });

/** The whole of what is meant, as a file. */
export async function downloadAudit(filters: AuditFilters, form: 'csv' | 'jsonl', signal: AbortSignal): Promise<void> {
  const separator = (1.5).toLocaleString().includes(',') ? 'semicolon' : 'comma';
  const query = { ...queryOf(filters), ...(form === 'csv' && { zone: zoneHere(), separator }) };
  const answer = await stream(`/exports/audit.${form}`, { query, signal });
  saveAs(fileNameIn(answer.headers.get('content-disposition') ?? ''), await answer.blob());
}

function queryOf({ from, to, ...rest }: AuditFilters): Record<string, string> {
  const query = { ...rest, q: rest.q.trim() === '' ? '' : rest.q, from: startOf(from), to: startOf(to, 1) };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

/** Of a day as its field has it, or of one so many days after. */
function startOf(day: string, after = 0): string {
  const at = new Date(`${day}T00:00`);
  if (Number.isNaN(at.getTime())) return '';
  at.setDate(at.getDate() + after);
  return at.toISOString();
}
