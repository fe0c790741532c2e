import { Suspense, useState } from 'react';
import { Field, Link, Select, tokens } from '@fluentui/react-components';
import type { Figures, FiguresAnswer, Measure } from '../../../src/contract/api';
import { lazily } from '../../parts/lazily';
import { useLocale } from '../../parts/you';
import { figureWords, gradeWords, shareWords, tookWords } from '../../words/figures';
import { number } from '../../words/language';
import { dateWords, monthWords, shortDateWords } from '../../words/times';
import type { OpenFigure } from './Cards';
import { useOverTimeStyles } from './OverTime.styles';
import { type Days, daysOfStep, everyStep, wantingIn } from './periods';
import { linesOf, linesUpTo } from './scale';
import { useTimeBarsStyles } from './TimeBars.styles';

const TimeBars = lazily(() => import('./TimeBars').then(({ TimeBars }) => TimeBars));

type Shown = keyof typeof SHOWN;

/** A bar's height, and of times another behind it; words for both. */
interface Bar {
  value: number | null;
  behind?: number | null;
  words: string[];
}

const count =
  (name: 'opened' | 'entered' | 'resolved' | 'missed' | 'abandoned' | 'rated') =>
  ({ counts }: Figures): Bar => ({ value: counts[name], words: [number(counts[name])] });
const took =
  (name: 'wait' | 'first' | 'resolution') =>
  ({ durations }: Figures): Bar => {
    const told = durations[name];
    return told
      ? { value: told.median, behind: told.p90, words: [tookWords(told.median), tookWords(told.p90)] }
      : { value: null, behind: null, words: [figureWords.none, figureWords.none] };
  };
const SHOWN = {
  opened: count('opened'),
  entered: count('entered'),
  resolved: count('resolved'),
  missed: count('missed'),
  abandoned: count('abandoned'),
  wait: took('wait'),
  first: took('first'),
  resolution: took('resolution'),
  rating: ({ rating }: Figures): Bar => ({ value: rating && rating.mean, words: [gradeWords(rating)] }),
  rated: count('rated'),
  serviceLevel: ({ serviceLevel }: Figures): Bar => ({
    value: serviceLevel,
    words: [serviceLevel === null ? figureWords.none : shareWords(serviceLevel)],
  }),
};
/** What a bar opens: the chats it is of. */
const OPENS: Record<Shown, Measure> = {
  opened: 'opened',
  entered: 'entered',
  resolved: 'resolved',
  missed: 'missed',
  abandoned: 'abandoned',
  wait: 'accepted',
  first: 'answered',
  resolution: 'resolved',
  rating: 'rated',
  rated: 'rated',
  serviceLevel: 'judged',
};
const nameOf = (shown: Shown): string =>
  shown === 'serviceLevel'
    ? figureWords.shares.serviceLevel
    : shown === 'rating'
      ? figureWords.grades.rating
      : shown in figureWords.durations
        ? figureWords.durations[shown as keyof typeof figureWords.durations]
        : figureWords.counts[shown as keyof typeof figureWords.counts];

/** A bar as high as the chart is the best rating there is. */
const BEST = 5;
const NOTHING: Bar = { value: null, words: [figureWords.none] };

/** How a figure went, as bars and as a table. */
export function Chart({
  series,
  days,
  today,
  isOneQueue,
  onHistory,
}: {
  series: FiguresAnswer['series'];
  days: Days;
  /** The day it is, in the time zone of the days. */
  today: string;
  isOneQueue: boolean;
  onHistory: OpenFigure;
}) {
  const styles = useOverTimeStyles();
  const own = useTimeBarsStyles();
  const locale = useLocale();
  const [shown, setShown] = useState<Shown>(isOneQueue ? 'entered' : 'opened');
  const grain = series[0]?.grain ?? 'day';
  const found = new Map(series.map(({ from, figures }) => [from, figures]));
  const bars = everyStep(days, grain).map((from) => {
    const figures = found.get(from);
    const words = grain === 'month' ? monthWords(from, locale) : dateWords(from, locale);
    const label = grain === 'month' ? words : shortDateWords(from, locale);
    const wanting = wantingIn(from, grain, days, today);
    const isOpened = (figures?.counts[OPENS[shown]] ?? 0) > 0;
    return {
      from,
      label,
      title: figureWords.stepTitle({ label: words, wanting }),
      isUnfinished: wanting === 'soFar',
      open: isOpened ? () => onHistory(OPENS[shown], daysOfStep(from, grain, days)) : undefined,
      ...(figures ? SHOWN[shown](figures) : NOTHING),
    };
  });
  const hasUnfinished = bars.some(({ isUnfinished }) => isUnfinished);
  const highest = Math.max(...bars.map(({ value }) => value ?? 0), 0);
  // One day of which one in ten took days makes no flat line of all the others; its words say how long.
  const top = Math.min(highest * 2, Math.max(highest, ...bars.map(({ behind }) => behind ?? 0)));
  const isTook = shown in figureWords.durations;
  const { most, lines, wordsOf } =
    shown === 'rating'
      ? {
          most: highest === 0 ? figureWords.none : gradeWords({ mean: highest }),
          lines: linesOf(1, BEST),
          wordsOf: String,
        }
      : shown === 'serviceLevel'
        ? { most: shareWords(highest), lines: linesOf(0.25, 4), wordsOf: shareWords }
        : isTook
          ? { most: tookWords(highest), lines: linesUpTo(top, 'seconds'), wordsOf: tookWords }
          : { most: number(highest), lines: linesUpTo(top), wordsOf: number };
  const name = figureWords.chartOf({
    name: nameOf(shown),
    by: grain === 'month' ? figureWords.byMonth : figureWords.byDay,
  });
  return (
    <section aria-label={figureWords.chart}>
      <h2 className={styles.title}>{name}</h2>
      <div className={styles.controls}>
        <Field label={figureWords.show} className={styles.control}>
          <Select value={shown} onChange={(_, { value }) => setShown(value as Shown)} data-testid="chart-shows">
            {(Object.keys(SHOWN) as Shown[]).map((name) => (
              <option key={name} value={name}>
                {nameOf(name)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <figure className={styles.figure} data-testid="chart">
        <div className={styles.quiet}>{figureWords.most({ value: most })}</div>
        <Suspense fallback={<div className={own.plot} />}>
          <TimeBars
            name={name}
            lines={lines}
            wordsOf={wordsOf}
            columns={bars.map(({ value, behind, words, ...column }) => ({
              ...column,
              words:
                isTook && value !== null
                  ? [figureWords.medianColumn, figureWords.ninetyColumn].map((name, part) => `${name} ${words[part]}`)
                  : words.slice(0, 1),
              parts: [
                { name: nameOf(shown), value: value ?? 0, color: tokens.colorCompoundBrandBackground },
                {
                  name: figureWords.ninetyColumn,
                  value: Math.max(0, (behind ?? 0) - (value ?? 0)),
                  color: tokens.colorNeutralStroke1,
                },
              ],
            }))}
          />
        </Suspense>
        {(isTook || hasUnfinished) && (
          <figcaption className={styles.quiet}>
            {isTook && figureWords.legend} {hasUnfinished && figureWords.unfinishedLegend}
          </figcaption>
        )}
      </figure>
      <details>
        <summary className={styles.summary} data-testid="chart-table">
          {figureWords.asTable}
        </summary>
        <div className={styles.wide} tabIndex={0} role="region" aria-label={name}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{grain === 'month' ? figureWords.month : figureWords.day}</th>
                <th scope="col">{isTook ? figureWords.medianColumn : nameOf(shown)}</th>
                {isTook && <th scope="col">{figureWords.ninetyColumn}</th>}
              </tr>
            </thead>
            <tbody data-testid="chart-lines">
              {bars.map(({ from, title, words: [word = figureWords.none, ninety = figureWords.none], open }) => (
                <tr key={from} data-step={from}>
                  <th scope="row">{title}</th>
                  <td>
                    {open ? (
                      <Link
                        as="button"
                        className={styles.open}
                        aria-label={figureWords.openHistory({ name: `${nameOf(shown)}, ${title}`, count: word })}
                        onClick={open}
                      >
                        {word}
                      </Link>
                    ) : (
                      word
                    )}
                  </td>
                  {isTook && <td>{ninety}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
