import { useEffect, useState } from 'react';
import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { auditWish } from '../../desk/wishes';
import { Busy } from '../../parts/Busy';
import { Failed, LoadingRows, StatePanel } from '../../parts/StatePanels';
import { useClock } from '../../parts/useClock';
import { useRested } from '../../parts/useRested';
import { useLocale } from '../../parts/you';
import { auditWords } from '../../words/settings/audit';
import { momentInSentence } from '../../words/times';
import type { PartProps } from '../parts/part';
import { useAuditStyles } from './Audit.styles';
import { AuditFilterBar } from './AuditFilterBar';
import { AuditRow } from './AuditRow';
import { NO_FILTERS, useAuditLog } from './useAuditLog';

const TYPED = ['q'] as const;

/** The entries, the newest first, by what one looks for. */
export function AuditLog({ onOpen }: PartProps) {
  const styles = useAuditStyles();
  const now = useClock();
  const locale = useLocale();
  const [filters, setFilters] = useState(() => ({ ...NO_FILTERS, q: auditWish.asked() ?? '' }));
  useEffect(() => auditWish.forget(), []);
  const asked = useRested(filters, TYPED);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage, isBusy } = useAuditLog(asked);
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
      {!error && entries && (
        <Busy isBusy={isBusy || asked !== filters}>
          {entries.length === 0 ? (
            <StatePanel
              quiet
              title={isFiltered ? auditWords.nothingFound : auditWords.nothing}
              testId="audit-log-empty"
            />
          ) : (
            <ol className={styles.entries} aria-label={auditWords.entries} data-testid="audit-log">
              {entries.map((entry) => (
                <AuditRow key={entry.id} entry={entry} onOpen={onOpen} />
              ))}
            </ol>
          )}
          {hasNextPage && (
            <Button
              className={styles.more}
              disabledFocusable={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
              data-testid="audit-earlier"
            >
              {auditWords.earlier}
            </Button>
          )}
        </Busy>
      )}
    </>
  );
}

function peopleIn(entries: readonly { actor: { id: string | null; name: string } }[] = []) {
  return entries.flatMap(({ actor: { id, name } }) => (id === null ? [] : [{ id, name }]));
}
