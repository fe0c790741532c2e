import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { ChatMultipleRegular, LockClosedRegular, SearchRegular } from '@fluentui/react-icons';
import { ApiError, isOutOfSight, wordsOf } from '../desk/apiError';
import { againMs, useEscalations } from '../desk/useEscalations';
import { useRovingFocus } from '../keyboard/useRovingFocus';
import { ScrollArea } from '../parts/ScrollArea';
import { Busy } from '../parts/Busy';
import { StatePanel, Failed, LoadingRows } from '../parts/StatePanels';
import { PaletteButton } from '../keyboard/PaletteButton';
import { PaneHeader } from '../parts/PaneHeader';
import { useFocusLeftRow } from '../parts/useFocusLeftRow';
import { useToday } from '../parts/useClock';
import { useRested } from '../parts/useRested';
import { useYou } from '../parts/you';
import { columnsOf, countOf, toListFilter, TYPED, type Filters } from './filters';
import { templateOf, useHistoryStyles } from './History.styles';
import { HistoryFilters } from './HistoryFilters';
import { HistoryRow } from './HistoryRow';
import { askedFor, forgetAsked } from './linked';
import { NotAllSeen } from './Narrowed';
import { Pager } from './Pager';
import { ResultBar } from './ResultBar';
import { commonWords } from '../words/common';
import { historyWords } from '../words/history';

interface HistoryProps {
  openId: string | null;
  /** Above the open chat. */
  bar: HTMLElement | null;
  onOpen: (escalationId: string, compose?: boolean) => void;
  onBack: (() => void) | undefined;
}

/** All escalations one may see, open and ended: searched, narrowed and in the order one chooses. */
export function History({ openId, bar, onOpen, onBack }: HistoryProps) {
  const styles = useHistoryStyles();
  const { place } = useYou();
  // There on arrival: a link opened it.
  const [linked] = useState(openId);
  const [filters, setFilters] = useState<Filters>(() => askedFor(place.escalationId));
  useEffect(forgetAsked, []);
  const asked = useRested(filters, TYPED);
  const filter = toListFilter(asked, useToday());
  const list = useFocusLeftRow(openId);
  const query = useEscalations(filter);
  const { items, data, error, hasNextPage, isFetchingNextPage } = query;
  const rows = useRovingFocus(
    items.map((item) => item.id),
    openId,
  );
  const columns = columnsOf(filters);
  // Still of what was looked for before.
  const isBusy = asked !== filters;
  const isFiltered = countOf(asked) > 0 || asked.q.trim() !== '';
  const unsearched = data?.pages[0]?.unsearched;
  const isRefused = error instanceof ApiError && (error.code === 'bad_request' || error.code === 'forbidden');
  return (
    <>
      {bar &&
        openId !== null &&
        createPortal(
          <Pager openId={openId} isLinked={openId === linked} list={query} filters={filters} onOpen={onOpen} />,
          bar,
        )}
      <PaneHeader title={historyWords.title} onBack={onBack}>
        <PaletteButton />
      </PaneHeader>
      <HistoryFilters filters={filters} onChange={setFilters} />
      <ResultBar
        filters={filters}
        filter={filter}
        isFiltered={isFiltered && items.length > 0}
        isBusy={isBusy}
        everyMs={againMs(data?.pages[0])}
        onChange={setFilters}
      />
      <ScrollArea className={styles.scroll} ref={list} data-testid="list-history">
        <NotAllSeen filters={filters} />
        <Busy isBusy={isBusy}>
          {unsearched && isFiltered && (
            <MessageBar intent="info" layout="multiline" data-testid="unsearched">
              <MessageBarBody>{historyWords.unsearched[unsearched]}</MessageBarBody>
            </MessageBar>
          )}
          {items.length > 0 && (
            <>
              <div className={styles.columns} style={templateOf(columns)} aria-hidden>
                <span>{historyWords.customer}</span>
                {columns.map((name) => (
                  <span key={name}>{historyWords[name]}</span>
                ))}
              </div>
              <ul className={styles.rows} {...rows.list} aria-label={historyWords.list}>
                {items.map((escalation) => (
                  <HistoryRow
                    key={escalation.id}
                    escalation={escalation}
                    columns={columns}
                    tabIndex={rows.tabIndexOf(escalation.id)}
                    onOpen={onOpen}
                  />
                ))}
              </ul>
            </>
          )}
          {data === undefined && !error && <LoadingRows count={8} label={historyWords.loading} />}
          {data === undefined && isRefused && (
            <StatePanel
              title={isOutOfSight(error) ? historyWords.notShown : historyWords.cannotSearch}
              picture={<SearchRegular />}
              testId="history-refused"
            >
              {wordsOf(error)}
            </StatePanel>
          )}
          {data === undefined && error && !isRefused && (
            <Failed what={historyWords.failed} error={error} onRetry={() => void query.refetch()} />
          )}
          {data && items.length === 0 && <Nothing filters={asked} isFiltered={isFiltered} />}
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
        </Busy>
      </ScrollArea>
    </>
  );
}

function Nothing({ filters: { queue }, isFiltered }: { filters: Filters; isFiltered: boolean }) {
  const { me, isManager, managesAll } = useYou();
  const isTheirs = [...me.queues, ...(me.manages ?? [])].some(({ id }) => id === queue);
  // A link or a view of somebody who sees more.
  if (queue !== '' && !managesAll && !isTheirs) {
    return (
      <StatePanel title={historyWords.notYourQueue} picture={<LockClosedRegular />} testId="history-not-yours">
        {historyWords.notYourQueueMeans}
      </StatePanel>
    );
  }
  if (isFiltered) {
    return (
      <StatePanel title={historyWords.noMatch} picture={<SearchRegular />} testId="history-no-match">
        {historyWords.tryFewer}
        {!managesAll && ` ${historyWords.seesOwn}`}
      </StatePanel>
    );
  }
  return (
    <StatePanel title={historyWords.empty} picture={<ChatMultipleRegular />} testId="history-empty">
      {isManager ? historyWords.willBeKept : historyWords.willBeKeptOfQueues}
    </StatePanel>
  );
}
