import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import type { ListFilter } from '../desk/keys';
import { useEscalations } from '../desk/useEscalations';
import { Failed, LoadingRows } from '../parts/StatePanels';
import { useRovingFocus } from '../keyboard/useRovingFocus';
import { commonWords } from '../words/common';
import { workWords } from '../words/work';
import { EscalationRow } from './EscalationRow';
import { useSectionStyles } from './Section.styles';

interface SectionProps {
  /** Of its own in the pane. */
  id: string;
  title: string;
  /** Not shown at all while it is empty. */
  onlyFull?: boolean;
  as: 'waiting' | 'mine' | 'taken';
  filter: ListFilter;
  /** Reorders or narrows what was fetched. */
  arrange?: (items: Escalation[]) => Escalation[];
  empty?: ReactNode;
  /** Beside the title. */
  beside?: ReactNode;
  openId: string | null;
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/** One list of the work pane with its own loading, empty and failed state. */
export function Section({ id, title, as, onlyFull, filter, arrange, empty, beside, openId, onOpen }: SectionProps) {
  const styles = useSectionStyles();
  const query = useEscalations(filter);
  const items = arrange ? arrange(query.items) : query.items;
  const { list, tabIndexOf } = useRovingFocus(
    items.map((item) => item.id),
    openId,
  );
  const { data, error, hasNextPage, isFetchingNextPage } = query;
  if (onlyFull && items.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby={`section-${id}`} data-testid={`list-${id}`}>
      <div className={styles.head}>
        <h2 className={styles.heading} id={`section-${id}`}>
          {title}
          {data && (
            <span className={styles.count} data-testid="count">
              {hasNextPage ? workWords.countAndMore({ count: items.length }) : items.length}
            </span>
          )}
        </h2>
        {beside}
      </div>
      {data === undefined && !error && (
        <LoadingRows count={as === 'waiting' ? 4 : 2} label={workWords.loadingList({ title })} />
      )}
      {data === undefined && error && (
        <Failed quiet what={workWords.listFailed} error={error} onRetry={() => void query.refetch()} />
      )}
      {data && items.length === 0 && empty}
      {items.length > 0 && (
        <ul className={styles.rows} {...list} aria-labelledby={`section-${id}`}>
          {items.map((escalation) => (
            <EscalationRow
              key={escalation.id}
              escalation={escalation}
              as={as}
              isOpen={escalation.id === openId}
              tabIndex={tabIndexOf(escalation.id)}
              onOpen={onOpen}
            />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className={styles.more}>
          <Button
            appearance="subtle"
            disabledFocusable={isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
            data-testid="load-more"
          >
            {isFetchingNextPage ? commonWords.loadingSoon : commonWords.showMore}
          </Button>
        </div>
      )}
    </section>
  );
}
