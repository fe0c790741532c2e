import { useQuery } from '@tanstack/react-query';
import { eventsOf } from '../../desk/events';
import { Failed } from '../../parts/StatePanels';
import { useClock } from '../../parts/useClock';
import { momentWords } from '../../words/times';
import { useLocale, useYou } from '../../parts/you';
import { happenedWords } from '../messages/happened';
import { useDetailsStyles } from './Details.styles';
import { commonWords } from '../../words/common';
import { detailsWords } from '../../words/details';

/** What happened to an escalation, and when. */
export function Timeline({ id }: { id: string }) {
  const styles = useDetailsStyles();
  const now = useClock();
  const locale = useLocale();
  const { me } = useYou();
  const { data, error, refetch } = useQuery(eventsOf(id));
  if (!data) {
    return error ? (
      <Failed quiet what={detailsWords.timelineFailed} error={error} onRetry={() => void refetch()} />
    ) : (
      <span className={styles.when}>{commonWords.loadingSoon}</span>
    );
  }
  if (data.length === 0) return <span className={styles.when}>{detailsWords.nothingYet}</span>;
  return (
    <ol className={styles.timeline} data-testid="timeline">
      {data.map((event) => (
        <li key={`${event.version}-${event.type}-${event.at}`} className={styles.event} data-event={event.type}>
          <div dir="auto">{happenedWords(event, me.id)}</div>
          <time className={styles.when} dateTime={event.at}>
            {momentWords(event.at, now, locale)}
          </time>
        </li>
      ))}
    </ol>
  );
}
