import { InfoLabel, Link, mergeClasses } from '@fluentui/react-components';
import type { Figures, Measure } from '../../../src/contract/api';
import { figureWords, shareWords, tookWords } from '../../words/figures';
import { useOverTimeStyles } from './OverTime.styles';

export type CountName = keyof typeof figureWords.counts & Measure;
export type ShareName = keyof typeof figureWords.shares;
export type DurationName = keyof typeof figureWords.durations;

interface CardsProps {
  figures: Figures;
  previous: Figures;
  /** Whether a queue has been chosen: transfers in and out are of one. */
  isOneQueue: boolean;
  onHistory: (figure: Measure) => void;
}

const OPEN_HOURS = { wait: 'waitOpen', first: 'firstOpen', resolution: 'resolutionOpen' } as const;
const DURATIONS = Object.keys(figureWords.durations) as DurationName[];

/** Every figure with its meaning and what it was before; a count opens the history. */
export function Cards({ figures, previous, isOneQueue, onHistory }: CardsProps) {
  const counts = (names: CountName[]) => (
    <CountCards names={names} figures={figures} previous={previous} onHistory={onHistory} />
  );
  const share = (name: ShareName) => <ShareCard name={name} figures={figures} previous={previous} />;
  return (
    <>
      <Group title={figureWords.groups.volume}>
        {counts([
          isOneQueue ? 'entered' : 'opened',
          'accepted',
          'answered',
          'unanswered',
          'resolved',
          'waiting',
          'claimed',
        ])}
      </Group>
      <Group title={figureWords.groups.service}>
        {share('serviceLevel')}
        {share('serviceLevelOfAccepted')}
        {counts(['kept', 'missed'])}
        {share('abandonRate')}
        {counts(['abandoned', 'shortAbandoned'])}
      </Group>
      <Group title={figureWords.groups.times} about={figureWords.openHours}>
        <DurationCards figures={figures} previous={previous} />
      </Group>
      <Group title={figureWords.groups.transfers}>{counts(['movedOut', 'movedIn', 'overflowed', 'handedOn'])}</Group>
    </>
  );
}

export const DurationCards = (of: Pick<CardsProps, 'figures' | 'previous'>) =>
  DURATIONS.map((name) => <DurationCard key={name} name={name} {...of} />);

export function CountCards({
  names,
  figures,
  previous,
  onHistory,
}: Omit<CardsProps, 'isOneQueue'> & { names: CountName[] }) {
  return names.map((name) => (
    <Card
      key={name}
      name={figureWords.counts[name]}
      meaning={figureWords.countMeanings[name]}
      before={String(previous.counts[name])}
      testId={`figure-${name}`}
    >
      <Count name={figureWords.counts[name]} count={figures.counts[name]} onOpen={() => onHistory(name)} />
    </Card>
  ));
}

export function ShareCard({ name, figures, previous }: Pick<CardsProps, 'figures' | 'previous'> & { name: ShareName }) {
  return (
    <Card
      name={figureWords.shares[name]}
      meaning={figureWords.shareMeanings[name]}
      before={shareOf(previous, name)}
      testId={`figure-${name}`}
    >
      {shareOf(figures, name)}
    </Card>
  );
}

export function Group({ title, about, children }: { title: string; about?: string; children: React.ReactNode }) {
  const styles = useOverTimeStyles();
  return (
    <section aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {about && <p className={mergeClasses(styles.about, styles.aboveCards)}>{about}</p>}
      <ul className={styles.grid}>{children}</ul>
    </section>
  );
}

interface CardProps {
  name: string;
  meaning: string;
  before: string;
  testId: string;
  children: React.ReactNode;
  more?: string[];
  /** What it is made of. */
  parts?: React.ReactNode;
}

export function Card({ name, meaning, before, testId, children, more = [], parts }: CardProps) {
  const styles = useOverTimeStyles();
  return (
    <li className={mergeClasses(styles.card, Boolean(parts) && styles.wideCard)} data-testid={testId}>
      <InfoLabel size="small" info={meaning} infoButton={{ 'aria-label': figureWords.meaning({ name }) }}>
        {name}
      </InfoLabel>
      <div>
        <div className={styles.value}>{children}</div>
        {parts}
        {more.map((line) => (
          <div key={line} className={styles.quiet}>
            {line}
          </div>
        ))}
        <div className={styles.quiet}>{figureWords.before({ value: before })}</div>
      </div>
    </li>
  );
}

function DurationCard({ name, figures, previous }: { name: DurationName; figures: Figures; previous: Figures }) {
  const took = figures.durations[name];
  const open = name in OPEN_HOURS ? figures.durations[OPEN_HOURS[name as keyof typeof OPEN_HOURS]] : null;
  return (
    <Card
      name={figureWords.durations[name]}
      meaning={figureWords.durationMeanings[name]}
      before={medianOf(previous, name)}
      testId={`figure-${name}`}
      more={
        took
          ? [
              figureWords.median,
              figureWords.ninety({ value: tookWords(took.p90) }),
              ...(open ? [figureWords.inOpenHours({ value: tookWords(open.median) })] : []),
            ]
          : []
      }
    >
      {medianOf(figures, name)}
    </Card>
  );
}

/** A number that opens what it counts. */
export function Count({ name, count, onOpen }: { name: string; count: number; onOpen: () => void }) {
  const styles = useOverTimeStyles();
  if (count === 0) return <>{count}</>;
  return (
    <Link
      as="button"
      className={styles.open}
      aria-label={figureWords.openHistory({ name, count: String(count) })}
      onClick={onOpen}
    >
      {count}
    </Link>
  );
}

export function medianOf({ durations }: Figures, name: DurationName): string {
  const took = durations[name];
  return took ? tookWords(took.median) : figureWords.none;
}

export function shareOf({ counts, ...figures }: Figures, name: ShareName): string {
  const share = figures[name];
  if (share !== null) return shareWords(share);
  const isOfTarget = name === 'serviceLevel' || name === 'serviceLevelOfAccepted';
  return isOfTarget && counts.noTarget > 0 ? figureWords.noTarget : figureWords.nothingJudged;
}
