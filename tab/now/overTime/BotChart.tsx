import { Suspense, useId } from 'react';
import { mergeClasses, tokens } from '@fluentui/react-components';
import type { BotFiguresAnswer } from '../../../src/contract/botFigures';
import { lazily } from '../../parts/lazily';
import { useLocale } from '../../parts/you';
import { botFigureWords, rateWords } from '../../words/botFigures';
import { figureWords } from '../../words/figures';
import { dateWords, monthWords, shortDateWords } from '../../words/times';
import { useBotFiguresStyles } from './BotFigures.styles';
import { useOverTimeStyles } from './OverTime.styles';
import { type Days, everyStep, wantingIn } from './periods';
import { linesUpTo } from './scale';
import { useTimeBarsStyles } from './TimeBars.styles';

const TimeBars = lazily(() => import('./TimeBars').then(({ TimeBars }) => TimeBars));

/** From the bottom up. */
const ENDS = ['resolved', 'gaveUp', 'unknown', 'escalated'] as const;

const COLORS = { resolved: tokens.colorCompoundBrandBackground, escalated: tokens.colorNeutralForeground2 };
/** Stripes as the legend has them: how wide, of what, upon what. */
const PATTERNS = {
  gaveUp: { width: 6, stripe: 4, turned: 45, on: tokens.colorNeutralBackground3 },
  unknown: { width: 5, stripe: 2, turned: -45, on: 'none' },
};

function Patterns({ id }: { id: string }) {
  return (
    <svg width="0" height="0" aria-hidden style={{ position: 'absolute' }}>
      <defs>
        {Object.entries(PATTERNS).map(([end, { width, stripe, turned, on }]) => (
          <pattern
            key={end}
            id={`${id}-${end}`}
            width={width}
            height={width}
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${turned})`}
          >
            <rect width={width} height={width} fill={on} />
            <rect width={stripe} height={width} fill={tokens.colorNeutralStroke1} />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

/** How the chats of each day or month ended, as bars and as a table. */
export function BotChart({
  series,
  days,
  today,
}: {
  series: BotFiguresAnswer['series'];
  days: Days;
  /** The day it is, in the time zone of the days. */
  today: string;
}) {
  const styles = useOverTimeStyles();
  const own = useBotFiguresStyles();
  const bars = useTimeBarsStyles();
  const id = useId();
  const locale = useLocale();
  const grain = series[0]?.grain ?? 'day';
  const found = new Map(series.map(({ from, figures }) => [from, figures]));
  const steps = everyStep(days, grain).map((from) => {
    const words = grain === 'month' ? monthWords(from, locale) : dateWords(from, locale);
    const label = grain === 'month' ? words : shortDateWords(from, locale);
    const wanting = wantingIn(from, grain, days, today);
    const title = figureWords.stepTitle({ label: words, wanting });
    return { from, label, title, isUnfinished: wanting === 'soFar', figures: found.get(from) };
  });
  const highest = Math.max(1, ...series.map(({ figures }) => figures.chats));
  const ends = ENDS.filter((end) => end !== 'unknown' || series.some(({ figures }) => figures.unknown > 0));
  return (
    <>
      <h3 className={styles.title}>{botFigureWords.chart}</h3>
      <figure className={styles.figure} data-testid="bot-chart">
        <div className={styles.quiet}>{figureWords.most({ value: botFigureWords.count(highest) })}</div>
        <Patterns id={id} />
        <Suspense fallback={<div className={bars.plot} />}>
          <TimeBars
            name={botFigureWords.chart}
            lines={linesUpTo(highest)}
            wordsOf={botFigureWords.count}
            columns={steps.map(({ figures, ...column }) => ({
              ...column,
              words: ends.map((end) => `${botFigureWords[end]}: ${botFigureWords.count(figures?.[end] ?? 0)}`),
              parts: ends.map((end) => ({
                name: botFigureWords[end],
                value: figures?.[end] ?? 0,
                color: end in PATTERNS ? `url(#${id}-${end})` : COLORS[end as keyof typeof COLORS],
              })),
            }))}
          />
        </Suspense>
        <figcaption>
          {steps.some(({ isUnfinished }) => isUnfinished) && (
            <div className={styles.quiet}>{figureWords.unfinishedLegend}</div>
          )}
          <ul className={own.legend} aria-label={botFigureWords.legend}>
            {ends.map((end) => (
              <li key={end}>
                <span className={mergeClasses(own.patch, own[end])} aria-hidden />
                {botFigureWords[end]}
              </li>
            ))}
          </ul>
        </figcaption>
      </figure>
      <details>
        <summary className={styles.summary} data-testid="bot-chart-table">
          {figureWords.asTable}
        </summary>
        <div className={styles.wide} tabIndex={0} role="region" aria-label={botFigureWords.chart}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{botFigureWords.columns.step[grain]}</th>
                <th scope="col">{botFigureWords.chats}</th>
                {ends.map((end) => (
                  <th key={end} scope="col">
                    {botFigureWords[end]}
                  </th>
                ))}
                <th scope="col">{botFigureWords.escalationRate}</th>
              </tr>
            </thead>
            <tbody>
              {steps.map(({ from, title, figures }) => (
                <tr key={from}>
                  <th scope="row">{title}</th>
                  <td>{figures ? botFigureWords.count(figures.chats) : figureWords.none}</td>
                  {ends.map((end) => (
                    <td key={end}>{figures ? botFigureWords.count(figures[end]) : figureWords.none}</td>
                  ))}
                  <td>{rateWords(figures?.escalationRate ?? null)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
