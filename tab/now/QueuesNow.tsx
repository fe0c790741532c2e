import { mergeClasses } from '@fluentui/react-components';
import { ClockAlarmRegular, MailRegular, PauseRegular } from '@fluentui/react-icons';
import type { QueueNow } from '../../src/contract/api';
import { StatePanel } from '../parts/StatePanels';
import { useNowStyles } from './Now.styles';
import { longestThan, longestWords, serviceWords, than, type Trend } from './figures';
import { nowWords } from '../words/now';

interface QueuesNowProps {
  queues: QueueNow[];
  chosen: string | null;
  onChoose: (queueId: string | null) => void;
}

/** Each queue in figures; choosing one narrows what is listed below. */
export function QueuesNow({ queues, chosen, onChoose }: QueuesNowProps) {
  const styles = useNowStyles();
  if (queues.length === 0) {
    return (
      <StatePanel quiet title={nowWords.noQueue} testId="now-no-queue">
        {nowWords.connectOne}
      </StatePanel>
    );
  }
  return (
    <ul className={styles.cards} aria-label={nowWords.queues}>
      {queues.map((each) => (
        <QueueCard
          key={each.queue.id}
          figures={each}
          isChosen={each.queue.id === chosen}
          onChoose={() => onChoose(each.queue.id === chosen ? null : each.queue.id)}
        />
      ))}
    </ul>
  );
}

function QueueCard({ figures, isChosen, onChoose }: { figures: QueueNow; isChosen: boolean; onChoose: () => void }) {
  const styles = useNowStyles();
  const { queue, waiting, late, claimed, available, openedToday, before, leftMessages, onHold, holdsRanOut } = figures;
  return (
    <li className={mergeClasses(styles.card, isChosen && styles.chosen)} data-testid="now-queue" data-queue={queue.id}>
      <button type="button" className={styles.choose} aria-pressed={isChosen} onClick={onChoose}>
        {queue.name}
      </button>
      {late > 0 && (
        <div className={styles.late} data-testid="now-late">
          <ClockAlarmRegular aria-hidden /> {nowWords.overdue({ count: late })}
        </div>
      )}
      {leftMessages > 0 && (
        <div className={styles.apart} data-testid="now-messages">
          <MailRegular aria-hidden /> {nowWords.leftMessages({ count: leftMessages })}
        </div>
      )}
      {onHold > 0 && (
        <div className={styles.apart} data-testid="now-on-hold">
          <PauseRegular aria-hidden /> {nowWords.onHoldOf({ count: onHold, ranOut: holdsRanOut })}
        </div>
      )}
      <dl className={styles.figures}>
        <Figure label={nowWords.waiting} value={String(waiting)} than={than(waiting, before?.waiting)} />
        <Figure label={nowWords.longestWait} value={longestWords(figures)} than={longestThan(figures)} />
        <Figure label={nowWords.inTimeToday} value={serviceWords(figures)} isNumber={figures.serviceLevel !== null} />
        <Figure label={nowWords.withAgents} value={String(claimed)} than={than(claimed, before?.claimed)} />
        <Figure label={nowWords.available} value={String(available)} than={than(available, before?.available)} />
        <Figure label={nowWords.openedToday} value={String(openedToday)} />
      </dl>
    </li>
  );
}

interface FigureProps {
  label: string;
  value: string;
  than?: Trend | null;
  isNumber?: boolean;
}

function Figure({ label, value, than = null, isNumber = true }: FigureProps) {
  const styles = useNowStyles();
  return (
    <div className={styles.figure}>
      <dt className={styles.label}>{label}</dt>
      <dd className={mergeClasses(styles.value, !isNumber && styles.noNumber)}>
        <span>{value}</span>
        {than && (
          <span className={styles.than} title={than.means} data-testid="than-before">
            <span aria-hidden>{than.words}</span>
            <span className={styles.hidden}>{than.means}</span>
          </span>
        )}
      </dd>
    </div>
  );
}
