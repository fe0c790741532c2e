import { InfoLabel, Link, mergeClasses } from '@fluentui/react-components';
import type { Figures, Measure } from '../../../src/contract/api';
import { number } from '../../words/language';
import { figureWords, shareWords, tookWords } from '../../words/figures';
import { useOverTimeStyles } from './OverTime.styles';
import type { Days } from './periods';

export type CountName = keyof typeof figureWords.counts & Measure;
export type ShareName = keyof typeof figureWords.shares;
export type DurationName = keyof typeof figureWords.durations;
/** Shows the chats a figure counts; of the days chosen, unless of others. */
export type OpenFigure = (figure: Measure, days?: Days) => void;

interface CardsProps {
  figures: Figures;
  previous: Figures;
  /** The days `previous` is of. */
  before: Days;
  /** Whether a queue has been chosen: transfers in and out are of one. */
  isOneQueue: boolean;
  onHistory: OpenFigure;
}

/** What a share is of. */
const OUT_OF = {
  serviceLevel: 'judged',
  serviceLevelOfAccepted: 'acceptedJudged',
  abandonRate: 'decided',
  surveyAnswered: 'surveyed',
} as const satisfies Record<ShareName, Measure>;
const OPEN_HOURS = { wait: 'waitOpen', first: 'firstOpen', resolution: 'resolutionOpen' } as const;
const DURATIONS = Object.keys(figureWords.durations) as DurationName[];

/** Every figure with its meaning and what it was before; a count opens the history. */
export function Cards({ isOneQueue, ...of }: CardsProps) {
  const { figures, previous } = of;
  const counts = (names: CountName[]) => <CountCards names={names} {...of} />;
  const share = (name: ShareName) => <ShareCard name={name} {...of} />;
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
  before,
  onHistory,
}: Omit<CardsProps, 'isOneQueue'> & { names: CountName[] }) {
  return names.map((name) => (
    <Card
      key={name}
      name={figureWords.counts[name]}
      meaning={figureWords.countMeanings[name]}
      before={number(previous.counts[name])}
      onBefore={previous.counts[name] > 0 ? () => onHistory(name, before) : undefined}
      testId={`figure-${name}`}
    >
      <Count name={figureWords.counts[name]} count={figures.counts[name]} onOpen={() => onHistory(name)} />
    </Card>
  ));
}

export function ShareCard({
  name: share,
  figures,
  previous,
  before,
  onHistory,
}: Omit<CardsProps, 'isOneQueue'> & { name: ShareName }) {
  const name = figureWords.shares[share];
  const of = OUT_OF[share];
  const count = figures.counts[of];
  return (
    <Card
      name={name}
      meaning={figureWords.shareMeanings[share]}
      before={shareOf(previous, share)}
      onBefore={previous.counts[of] > 0 ? () => onHistory(of, before) : undefined}
      testId={`figure-${share}`}
      parts={
        count > 0 && (
          <Line
            words={figureWords.outOf({ count })}
            label={figureWords.openOutOf({ name, count })}
            onOpen={() => onHistory(of)}
          />
        )
      }
    >
      {shareOf(figures, share)}
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
  /** Shows what it was made of. */
  onBefore?: (() => void) | undefined;
  testId: string;
  children: React.ReactNode;
  more?: string[];
  /** What it is made of. */
  parts?: React.ReactNode;
  /** Takes the room of two. */
  isWide?: boolean;
}

export function Card({ name, meaning, before, onBefore, testId, children, more = [], parts, isWide }: CardProps) {
  const styles = useOverTimeStyles();
  return (
    <li className={mergeClasses(styles.card, isWide && styles.wideCard)} data-testid={testId}>
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
        <Line
          words={figureWords.before({ value: before })}
          label={figureWords.openBefore({ name, value: before })}
          onOpen={onBefore}
        />
      </div>
    </li>
  );
}

/** Beside a figure, in small; opens what it is about where there is something. */
function Line({ words, label, onOpen }: { words: string; label: string; onOpen: (() => void) | undefined }) {
  const styles = useOverTimeStyles();
  if (!onOpen) return <div className={styles.quiet}>{words}</div>;
  return (
    <div className={styles.quiet}>
      <Link as="button" className={styles.open} aria-label={label} onClick={onOpen}>
        {words}
      </Link>
    </div>
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
              figureWords.median({ count: took.n }),
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
      aria-label={figureWords.openHistory({ name, count: number(count) })}
      onClick={onOpen}
    >
      {number(count)}
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
