import { useEffect, useState } from 'react';
import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { Failed, LoadingRows, StatePanel } from '../../parts/StatePanels';
import { useClock } from '../../parts/useClock';
import { useLocale } from '../../parts/you';
import { auditWords } from '../../words/settings/audit';
import { momentInSentence } from '../../words/times';
import type { PartProps } from '../parts/part';
import { useAuditStyles } from './Audit.styles';
import { AuditFilterBar } from './AuditFilterBar';
import { AuditRow } from './AuditRow';
import { type AuditFilters, NO_FILTERS, useAuditLog } from './useAuditLog';

/** Debounce of the search field. */
const REST_MS = 300;

/** The entries, the newest first, by what one looks for. */
export function AuditLog({ onOpen }: PartProps) {
  const styles = useAuditStyles();
  const now = useClock();
  const locale = useLocale();
  const [filters, setFilters] = useState(NO_FILTERS);
  const asked = useRested(filters);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useAuditLog(asked);
  const entries = data?.pages.flatMap((page) => page.items);
  const unwritten = data?.pages[0]?.unwritten ?? null;
  const isFiltered = Object.values(asked).some((value) => value !== '');
  return (
    <>
      <AuditFilterBar filters={filters} people={peopleIn(entries)} onChange={setFilters} />
      {unwritten && (
        <MessageBar intent="error" layout="multiline" data-testid="audit-unwritten">
          <MessageBarBody>
            {auditWords.unwritten({ count: unwritten.count, since: momentInSentence(unwritten.since, now, locale) })}
          </MessageBarBody>
        </MessageBar>
      )}
      {!entries && !error && <LoadingRows count={3} label={auditWords.loading} />}
      {error && <Failed quiet what={auditWords.failed} error={error} onRetry={() => void refetch()} />}
      {!error && entries?.length === 0 && (
        <StatePanel quiet title={isFiltered ? auditWords.nothingFound : auditWords.nothing} testId="audit-log-empty" />
      )}
      {!error && entries && entries.length > 0 && (
        <ol className={styles.entries} aria-label={auditWords.entries} data-testid="audit-log">
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} onOpen={onOpen} />
          ))}
        </ol>
      )}
      {!error && hasNextPage && (
        <Button
          className={styles.more}
          disabledFocusable={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          data-testid="audit-earlier"
        >
          {auditWords.earlier}
        </Button>
      )}
    </>
  );
}

function peopleIn(entries: readonly { actor: { id: string | null; name: string } }[] = []) {
  return entries.flatMap(({ actor: { id, name } }) => (id === null ? [] : [{ id, name }]));
}

function useRested(filters: AuditFilters): AuditFilters {
  const [rested, setRested] = useState(filters);
  useEffect(() => {
    const timer = setTimeout(() => setRested(filters), REST_MS);
    return () => clearTimeout(timer);
  }, [filters]);
  // Only typing is waited for.
  return filters.q === rested.q ? filters : rested;
}
