import { useEffect, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { ChatMultipleRegular, SearchRegular } from '@fluentui/react-icons';
import { useEscalations } from '../desk/useEscalations';
import { StatePanel, Failed, LoadingRows } from '../parts/StatePanels';
import { PaneHeader } from '../parts/PaneHeader';
import { useFocusLeftRow } from '../parts/useFocusLeftRow';
import { useYou } from '../parts/you';
import { countOf, NO_FILTERS, toListFilter, type Filters } from './filters';
import { useHistoryStyles } from './History.styles';
import { HistoryFilters } from './HistoryFilters';
import { HistoryRow } from './HistoryRow';

/** Debounce of the search field. */
const REST_MS = 300;
const COLUMNS = ['Customer', 'Status', 'Queue', 'Bot', 'Agent', 'Opened'];

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
  const isFiltered = countOf(asked) > 0 || asked.q !== '';
  return (
    <>
      <PaneHeader title="History" onBack={onBack} />
      <HistoryFilters filters={filters} onChange={setFilters} />
      <div className={styles.scroll} ref={list} tabIndex={-1} data-testid="list-history">
        {items.length > 0 && (
          <>
            <div className={styles.columns} aria-hidden>
              {COLUMNS.map((name) => (
                <span key={name}>{name}</span>
              ))}
            </div>
            <ul className={styles.rows} aria-label="Escalations, newest first">
              {items.map((escalation) => (
                <HistoryRow key={escalation.id} escalation={escalation} onOpen={onOpen} />
              ))}
            </ul>
          </>
        )}
        {data === undefined && !error && <LoadingRows count={8} label="Loading the history" />}
        {data === undefined && error && (
          <Failed what="The history did not load" error={error} onRetry={() => void query.refetch()} />
        )}
        {data && items.length === 0 && <Nothing isFiltered={isFiltered} isManager={isManager} />}
        {hasNextPage && (
          <div className={styles.more}>
            <Button
              disabledFocusable={isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
              data-testid="load-more"
            >
              {isFetchingNextPage ? 'Loading…' : 'Show more'}
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
      <StatePanel title="Nothing matches" picture={<SearchRegular />} testId="history-no-match">
        Try fewer filters or other words.
      </StatePanel>
    );
  }
  return (
    <StatePanel title="No conversations yet" picture={<ChatMultipleRegular />} testId="history-empty">
      {isManager
        ? 'Every escalation of the desk will be kept here.'
        : 'The escalations of your queues will be kept here.'}
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
