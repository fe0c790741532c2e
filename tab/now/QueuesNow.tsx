import { Link, mergeClasses } from '@fluentui/react-components';
import { ClockAlarmRegular, MailRegular, PauseRegular } from '@fluentui/react-icons';
import type { QueueNow } from '../../src/contract/api';
import { zoneHere } from '../desk/clock';
import { StatePanel } from '../parts/StatePanels';
import { useNowStyles } from './Now.styles';
import { longestThan, longestWords, serviceWords, than, type Trend } from './figures';
import { number } from '../words/language';
import { nowWords } from '../words/now';

interface QueuesNowProps {
  queues: QueueNow[];
  chosen: string | null;
  onChoose: (queueId: string | null) => void;
  /** Shows the chats a figure counts. */
  onHistory: (shows: Shows) => void;
}

type Shows = Record<string, string>;

/** Each queue in figures; choosing one narrows what is listed below. */
export function QueuesNow({ queues, chosen, onChoose, onHistory }: QueuesNowProps) {
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
          onHistory={onHistory}
        />
      ))}
    </ul>
  );
}

interface QueueCardProps extends Pick<QueuesNowProps, 'onHistory'> {
  figures: QueueNow;
  isChosen: boolean;
  onChoose: () => void;
}

function QueueCard({ figures, isChosen, onChoose, onHistory }: QueueCardProps) {
  const styles = useNowStyles();
  const { queue, waiting, late, claimed, available, today, openedToday, judgedToday, before } = figures;
  const { leftMessages, onHold, holdsRanOut } = figures;
  const opens = (count: number | null, shows: Shows) => (count ? () => onHistory(shows) : undefined);
  const here = { queue: queue.id };
  const ofToday = { from: today.day, to: today.day, zone: today.zone, figureQueue: queue.id };
  const zone = today.zone === zoneHere() ? null : today.zone;
  return (
    <li className={mergeClasses(styles.card, isChosen && styles.chosen)} data-testid="now-queue" data-queue={queue.id}>
      <button type="button" className={styles.choose} aria-pressed={isChosen} onClick={onChoose}>
        {queue.name}
      </button>
      {late > 0 && (
        <div className={styles.late} data-testid="now-late">
          <ClockAlarmRegular aria-hidden />{' '}
          <Opens
            isInLine
            queue={queue.name}
            words={nowWords.overdue({ count: late })}
            onOpen={opens(late, { ...here, overdue: 'any' })}
          />
        </div>
      )}
      {leftMessages > 0 && (
        <div className={styles.apart} data-testid="now-messages">
          <MailRegular aria-hidden />{' '}
          <Opens
            isInLine
            queue={queue.name}
            words={nowWords.leftMessages({ count: leftMessages })}
            onOpen={opens(leftMessages, { ...here, status: 'waiting', leftMessage: 'any' })}
          />
        </div>
      )}
      {onHold > 0 && (
        <div className={styles.apart} data-testid="now-on-hold">
          <PauseRegular aria-hidden />{' '}
          <Opens
            isInLine
            queue={queue.name}
            words={nowWords.onHoldOf({ count: onHold, ranOut: holdsRanOut })}
            onOpen={opens(onHold, { ...here, hold: 'any' })}
          />
        </div>
      )}
      <dl className={styles.figures}>
        <Figure
          queue={queue.name}
          label={nowWords.waiting}
          value={number(waiting)}
          than={than(waiting, before?.waiting)}
          onOpen={opens(waiting, { ...here, status: 'waiting', leftMessage: 'none' })}
        />
        <Figure
          queue={queue.name}
          testId="now-longest-wait"
          label={nowWords.longestWait}
          value={longestWords(figures)}
          than={longestThan(figures)}
        />
        <Figure
          queue={queue.name}
          label={nowWords.inTimeToday}
          value={serviceWords(figures)}
          isNumber={figures.serviceLevel !== null}
          outOf={judgedToday}
          onOpen={opens(judgedToday, { ...ofToday, figure: 'judged' })}
        />
        <Figure
          queue={queue.name}
          label={nowWords.withAgents}
          value={number(claimed)}
          than={than(claimed, before?.claimed)}
          onOpen={opens(claimed, { ...here, status: 'claimed' })}
        />
        <Figure
          queue={queue.name}
          testId="now-available"
          label={nowWords.available}
          value={number(available)}
          than={than(available, before?.available)}
        />
        <Figure
          queue={queue.name}
          label={nowWords.openedToday}
          value={openedToday === null ? nowWords.counting : number(openedToday)}
          isNumber={openedToday !== null}
          onOpen={opens(openedToday, { ...ofToday, figure: 'opened' })}
        />
      </dl>
      {zone !== null && (
        <div className={styles.apart} data-testid="now-zone">
          {nowWords.todayIn({ zone })}
        </div>
      )}
    </li>
  );
}

interface FigureProps {
  queue: string;
  testId?: string;
  label: string;
  value: string;
  than?: Trend | null;
  isNumber?: boolean;
  /** Of how many it is a share. */
  outOf?: number | null;
  /** Shows what it counts. */
  onOpen?: (() => void) | undefined;
}

function Figure({ queue, testId, label, value, than = null, isNumber = true, outOf, onOpen }: FigureProps) {
  const styles = useNowStyles();
  const of = outOf ? nowWords.outOf({ count: outOf }) : null;
  return (
    <div className={styles.figure} data-testid={testId}>
      <dt className={styles.label}>{label}</dt>
      <dd className={mergeClasses(styles.value, !isNumber && styles.noNumber)}>
        <Opens queue={queue} name={label} words={value} more={of} onOpen={onOpen} />
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

interface OpensProps {
  /** Said with them: every queue has the same ones. */
  queue: string;
  words: string;
  /** What they say of what. */
  name?: string;
  more?: string | null;
  /** In a line that has a colour of its own. */
  isInLine?: boolean;
  onOpen: (() => void) | undefined;
}

/** Words with a number that open the chats it counts, where there are some. */
function Opens({ queue, name, words, more = null, isInLine = false, onOpen }: OpensProps) {
  const styles = useNowStyles();
  if (!onOpen) return <span>{words}</span>;
  return (
    <Link
      as="button"
      className={mergeClasses(styles.open, isInLine && styles.inLine)}
      aria-label={nowWords.openHistory({ queue, words: [name, words, more].filter(Boolean).join(' ') })}
      onClick={onOpen}
    >
      <span className={mergeClasses(!isInLine && styles.together)}>{words}</span>
      {more !== null && <span className={styles.than}> {more}</span>}
    </Link>
  );
}
