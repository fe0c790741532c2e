import { useQuery } from '@tanstack/react-query';
import type { Escalation, EscalationEvent, PassedOver } from '../../../src/contract/api';
import { eventsOf } from '../../desk/events';
import { Failed } from '../../parts/StatePanels';
import { passedOverLines } from '../../parts/obstacles';
import { useClock } from '../../parts/useClock';
import { between, durationWords, momentWords } from '../../words/times';
import { useLocale, useYou } from '../../parts/you';
import { happenedWords } from '../messages/happened';
import { useDetailsStyles } from './Details.styles';
import { commonWords } from '../../words/common';
import { detailsWords } from '../../words/details';
import { whyWords } from '../../words/why';

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
  const { at, type, afterSeq, passedOver } = event;
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
      {passedOver && <PassedOverThen passedOver={passedOver} at={Date.parse(at)} />}
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

/** Folded: an offer is one line, and whoever asks why reads the rest. */
function PassedOverThen({ passedOver, at }: { passedOver: PassedOver; at: number }) {
  const styles = useDetailsStyles();
  const locale = useLocale();
  const lines = passedOverLines(passedOver, { now: at, locale });
  if (lines.length === 0) return null;
  const count = passedOver.people.length + passedOver.more;
  return (
    <details className={styles.beside} data-testid="passed-over">
      <summary className={styles.passedOver}>{whyWords.passedOverTitle({ count })}</summary>
      <ul className={styles.passedOverList}>
        {lines.map((line) => (
          <li key={line} dir="auto">
            {line}
          </li>
        ))}
      </ul>
    </details>
  );
}

const MINUTE_MS = 60_000;

/** Of an offer that ended, the desk's own words say why. */
const wordsOf = (event: EscalationEvent, meId: string): string =>
  event.type === 'passed' && event.actor.kind === 'system' ? event.summary : happenedWords(event, meId);
