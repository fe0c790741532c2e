import { Suspense, useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import type { ListFilter } from '../desk/keys';
import { useEscalations } from '../desk/useEscalations';
import { lazily } from '../parts/lazily';
import { StatePanel, Failed, LoadingRows } from '../parts/StatePanels';
import { Signs } from '../parts/Signs';
import { Status } from '../parts/Status';
import { topicOf } from '../parts/topics';
import { type AskedVerb, VerbDialog } from '../verbs/VerbDialog';
import { useNowStyles } from './Now.styles';
import { commonWords } from '../words/common';
import { nowWords } from '../words/now';
import { whyWords } from '../words/why';

const WhyNobody = lazily(() => import('./why/WhyNobody').then(({ WhyNobody }) => WhyNobody));

interface EscalationsNowProps {
  title: string;
  filter: ListFilter;
  empty: string;
  testId: string;
  onOpen: (escalationId: string) => void;
}

/** Open conversations, with what a manager may do for others. */
export function EscalationsNow({ title, filter, empty, testId, onOpen }: EscalationsNowProps) {
  const styles = useNowStyles();
  const query = useEscalations(filter);
  const { items, data, error, hasNextPage, isFetchingNextPage } = query;
  return (
    <section aria-label={title} data-testid={testId}>
      <h2 className={styles.title}>
        {title}
        {data && (
          <span className={styles.count}>
            {hasNextPage ? nowWords.countAndMore({ count: items.length }) : items.length}
          </span>
        )}
      </h2>
      {!data && !error && <LoadingRows count={2} label={nowWords.loadingList({ title })} />}
      {!data && error && <Failed quiet what={nowWords.listFailed} error={error} onRetry={() => void query.refetch()} />}
      {data && items.length === 0 && <StatePanel quiet title={empty} />}
      {items.length > 0 && (
        <ul className={styles.rows} aria-label={title}>
          {items.map((escalation) => (
            <EscalationRow key={escalation.id} escalation={escalation} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button
          appearance="subtle"
          disabledFocusable={isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          data-testid="load-more"
        >
          {isFetchingNextPage ? commonWords.loadingSoon : commonWords.showMore}
        </Button>
      )}
    </section>
  );
}

function EscalationRow({ escalation, onOpen }: { escalation: Escalation; onOpen: EscalationsNowProps['onOpen'] }) {
  const styles = useNowStyles();
  const [asked, setAsked] = useState<AskedVerb | 'why' | null>(null);
  const { id, number, customer, topic, queue, status, offer, can } = escalation;
  return (
    <li className={styles.row} data-testid="now-row" data-escalation={id}>
      <div className={styles.about}>
        <button
          type="button"
          className={styles.choose}
          dir="auto"
          onClick={() => onOpen(id)}
          data-row={id}
          data-testid="open"
        >
          {customer.name}
        </button>
        <div className={styles.quiet}>
          {[`#${number}`, topicOf(topic), queue.name].filter(Boolean).join(' · ')}
          {offer && <> · {nowWords.offeredTo({ name: offer.to.name })}</>}
        </div>
        <div className={styles.state}>
          <Status escalation={escalation} />
          <Signs escalation={escalation} />
        </div>
      </div>
      <div className={styles.actions}>
        {status === 'waiting' && (
          <Button
            size="small"
            appearance="subtle"
            aria-label={whyWords.buttonOf({ customer: customer.name })}
            onClick={() => setAsked('why')}
            data-testid="why"
          >
            {whyWords.button}
          </Button>
        )}
        {can.transfer && (
          <Button
            size="small"
            aria-label={(status === 'waiting' ? nowWords.assignCustomer : nowWords.transferCustomer)({
              customer: customer.name,
            })}
            onClick={() => setAsked('transfer')}
            data-testid={status === 'waiting' ? 'assign' : 'transfer'}
          >
            {status === 'waiting' ? nowWords.assign : nowWords.transfer}
          </Button>
        )}
        {can.release && (
          <Button
            size="small"
            aria-label={nowWords.releaseCustomer({ customer: customer.name })}
            onClick={() => setAsked('release')}
            data-testid="release"
          >
            {nowWords.release}
          </Button>
        )}
      </div>
      <VerbDialog verb={asked === 'why' ? null : asked} escalation={escalation} onClose={() => setAsked(null)} />
      {asked === 'why' && (
        <Suspense>
          <WhyNobody escalation={escalation} onTransfer={() => setAsked('transfer')} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </li>
  );
}
