import { mergeClasses } from '@fluentui/react-components';
import type { BotFiguresAnswer } from '../../../src/contract/botFigures';
import { useLocale } from '../../parts/you';
import { botFigureWords, rateWords } from '../../words/botFigures';
import { figureWords } from '../../words/figures';
import { dateWords, monthWords } from '../../words/times';
import { useBotFiguresStyles } from './BotFigures.styles';
import { useOverTimeStyles } from './OverTime.styles';
import { type Days, everyStep } from './periods';

/** From the bottom up. */
const ENDS = ['resolved', 'gaveUp', 'unknown', 'escalated'] as const;

/** How the chats of each day or month ended, as bars and as a table. */
export function BotChart({ series, days }: { series: BotFiguresAnswer['series']; days: Days }) {
  const styles = useOverTimeStyles();
  const own = useBotFiguresStyles();
  const locale = useLocale();
  const grain = series[0]?.grain ?? 'day';
  const found = new Map(series.map(({ from, figures }) => [from, figures]));
  const steps = everyStep(days, grain).map((from) => ({
    from,
    label: grain === 'month' ? monthWords(from, locale) : dateWords(from, locale),
    figures: found.get(from),
  }));
  const highest = Math.max(1, ...series.map(({ figures }) => figures.chats));
  const ends = ENDS.filter((end) => end !== 'unknown' || series.some(({ figures }) => figures.unknown > 0));
  return (
    <>
      <h3 className={styles.title}>{botFigureWords.chart}</h3>
      <figure className={styles.figure} data-testid="bot-chart">
        <div className={styles.quiet}>{figureWords.most({ value: botFigureWords.count(highest) })}</div>
        {/* The table below says the same. */}
        <div className={styles.bars} aria-hidden>
          {steps.map(({ from, label, figures }) => (
            <div
              key={from}
              className={own.stack}
              title={[label, ...ends.map((end) => `${botFigureWords[end]}: ${figures?.[end] ?? 0}`)].join(' · ')}
            >
              {ends.map((end) =>
                figures?.[end] ? (
                  <span key={end} className={own[end]} style={{ height: `${(100 * figures[end]) / highest}%` }} />
                ) : null,
              )}
            </div>
          ))}
        </div>
        <div className={mergeClasses(styles.axis, styles.quiet)} aria-hidden>
          <span>{steps[0]?.label}</span>
          <span>{steps.at(-1)?.label}</span>
        </div>
        <figcaption>
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
              {steps.map(({ from, label, figures }) => (
                <tr key={from}>
                  <th scope="row">{label}</th>
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
