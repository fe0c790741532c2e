import { useEffect, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { ChatMultipleRegular, SearchRegular } from '@fluentui/react-icons';
import { useEscalations } from '../desk/useEscalations';
import { useRovingFocus } from '../keyboard/useRovingFocus';
import { StatePanel, Failed, LoadingRows } from '../parts/StatePanels';
import { PaneHeader } from '../parts/PaneHeader';
import { useFocusLeftRow } from '../parts/useFocusLeftRow';
import { useYou } from '../parts/you';
import { countOf, NO_FILTERS, toListFilter, type Filters } from './filters';
import { useHistoryStyles } from './History.styles';
import { HistoryFilters } from './HistoryFilters';
import { HistoryRow } from './HistoryRow';
import { commonWords } from '../words/common';
import { historyWords } from '../words/history';

/** Debounce of the search field. */
const REST_MS = 300;
const COLUMNS = ['customer', 'status', 'queue', 'bot', 'agent', 'opened'] as const;

interface HistoryProps {
  openId: string | null;
  onOpen: (escalationId: string) => void;
  onBack: (() => void) | undefined;
}

/** All escalations one may see, open and ended, newest first. */
export function History({ openId, onOpen, onBack }: HistoryProps) {
  const styles = useHistoryStyles();
  const { isManager } = useYou();
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const asked = useRested(filters);
  const list = useFocusLeftRow(openId);
  const query = useEscalations(toListFilter(asked));
  const { items, data, error, hasNextPage, isFetchingNextPage } = query;
  const rows = useRovingFocus(
    items.map((item) => item.id),
    openId,
  );
  const isFiltered = countOf(asked) > 0 || asked.q !== '';
  return (
    <>
      <PaneHeader title={historyWords.title} onBack={onBack} />
      <HistoryFilters filters={filters} onChange={setFilters} />
      <div className={styles.scroll} ref={list} tabIndex={-1} data-testid="list-history">
        {items.length > 0 && (
          <>
            <div className={styles.columns} aria-hidden>
              {COLUMNS.map((name) => (
                <span key={name}>{historyWords[name]}</span>
              ))}
            </div>
            <ul className={styles.rows} {...rows.list} aria-label={historyWords.list}>
              {items.map((escalation) => (
                <HistoryRow
                  key={escalation.id}
                  escalation={escalation}
                  tabIndex={rows.tabIndexOf(escalation.id)}
                  onOpen={onOpen}
                />
              ))}
            </ul>
          </>
        )}
        {data === undefined && !error && <LoadingRows count={8} label={historyWords.loading} />}
        {data === undefined && error && (
          <Failed what={historyWords.failed} error={error} onRetry={() => void query.refetch()} />
        )}
        {data && items.length === 0 && <Nothing isFiltered={isFiltered} isManager={isManager} />}
        {hasNextPage && (
          <div className={styles.more}>
            <Button
              disabledFocusable={isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
              data-testid="load-more"
            >
              {isFetchingNextPage ? commonWords.loadingSoon : commonWords.showMore}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function Nothing({ isFiltered, isManager }: { isFiltered: boolean; isManager: boolean }) {
  if (isFiltered) {
    return (
      <StatePanel title={historyWords.noMatch} picture={<SearchRegular />} testId="history-no-match">
        {historyWords.tryFewer}
      </StatePanel>
    );
  }
  return (
    <StatePanel title={historyWords.empty} picture={<ChatMultipleRegular />} testId="history-empty">
      {isManager ? historyWords.willBeKept : historyWords.willBeKeptOfQueues}
    </StatePanel>
  );
}

/** Debounced value. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
