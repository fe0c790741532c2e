import { useQuery } from '@tanstack/react-query';
import type { Escalation, EscalationEvent } from '../../../src/contract/api';
import { eventsOf } from '../../desk/events';
import { Failed } from '../../parts/StatePanels';
import { useClock } from '../../parts/useClock';
import { between, durationWords, momentWords } from '../../words/times';
import { useLocale, useYou } from '../../parts/you';
import { happenedWords } from '../messages/happened';
import { useDetailsStyles } from './Details.styles';
import { commonWords } from '../../words/common';
import { detailsWords } from '../../words/details';

interface TimelineProps {
  escalation: Escalation;
  /** Why it came to the queue it came to. */
  why: string;
  /** To its place in the talk. */
  onGo: (seq: number) => void;
}

/** What happened to an escalation, in order: who, when, why, and who let it go by. */
export function Timeline({ escalation, why, onGo }: TimelineProps) {
  const styles = useDetailsStyles();
  const { id, passedOver } = escalation;
  const { isManager } = useYou();
  const { data, error, refetch } = useQuery(eventsOf(id));
  if (!data) {
    return error ? (
      <Failed quiet what={detailsWords.timelineFailed} error={error} onRetry={() => void refetch()} />
    ) : (
      <span className={styles.when}>{commonWords.loadingSoon}</span>
    );
  }
  if (data.length === 0) return <span className={styles.when}>{detailsWords.nothingYet}</span>;
  // Of use only to whoever can mend the rule.
  const beside = [why, ...(isManager ? passedOver.map(detailsWords.ruleNotApplied) : [])];
  return (
    <ol className={styles.timeline} data-testid="timeline">
      {data.map((event) => (
        <Event
          key={`${event.version}-${event.type}-${event.at}`}
          event={event}
          openedAt={escalation.openedAt}
          beside={event.type === 'opened' ? beside.join('\n') : null}
          onGo={onGo}
        />
      ))}
    </ol>
  );
}

interface EventProps {
  event: EscalationEvent;
  openedAt: string;
  beside: string | null;
  onGo: (seq: number) => void;
}

function Event({ event, openedAt, beside, onGo }: EventProps) {
  const styles = useDetailsStyles();
  const now = useClock();
  const locale = useLocale();
  const { me } = useYou();
  const { at, type, afterSeq } = event;
  const when = momentWords(at, now, locale);
  const since = between(openedAt, at);
  return (
    <li className={styles.event} data-event={type}>
      <button
        type="button"
        className={styles.toEvent}
        title={detailsWords.toEvent}
        onClick={() => onGo(afterSeq)}
        data-testid="to-event"
      >
        <bdi>{wordsOf(event, me.id)}</bdi>
      </button>
      {beside && (
        <div className={styles.beside} dir="auto">
          {beside}
        </div>
      )}
      <time
        className={styles.when}
        dateTime={at}
        title={new Date(at).toLocaleString(locale, { timeZoneName: 'short' })}
      >
        {since < MINUTE_MS ? when : detailsWords.after({ when, duration: durationWords(since) })}
      </time>
    </li>
  );
}

const MINUTE_MS = 60_000;

/** Of an offer that ended, the desk's own words say why. */
const wordsOf = (event: EscalationEvent, meId: string): string =>
  event.type === 'passed' && event.actor.kind === 'system' ? event.summary : happenedWords(event, meId);
