import { Field, mergeClasses, Select } from '@fluentui/react-components';
import type { FigureDimension, FiguresAnswer, Measure } from '../../../src/contract/api';
import { figureWords, gradeWords } from '../../words/figures';
import { Count, type CountName, medianOf, shareOf } from './Cards';
import { useOverTimeStyles } from './OverTime.styles';

type Row = FiguresAnswer['rows'][number];

interface RowsTableProps {
  answer: FiguresAnswer;
  /** What its rows are. */
  by: FigureDimension;
  /** Of every queue together. */
  isWholeDesk: boolean;
  /** What they are to be: the answer may be on its way. */
  chosen: FigureDimension;
  /** In one queue there is nothing to compare queues by. */
  choices: FigureDimension[];
  onBy: (by: FigureDimension) => void;
  onHistory: (figure: Measure, row: Row) => void;
}

const COUNTS: Record<FigureDimension, CountName[]> = {
  queue: ['entered', 'accepted', 'missed', 'abandoned', 'resolved'],
  connection: ['opened', 'accepted', 'missed', 'abandoned', 'resolved'],
  agent: ['accepted', 'answered', 'resolved', 'handedOn'],
  topic: ['opened', 'accepted', 'missed', 'abandoned', 'resolved'],
};
/** So many topics of a day are counted, the most frequent ones of the whole desk: with fewer rows there were never more. */
const TOPICS_PER_DAY = 100;
const TIMES = ['wait', 'first', 'handle'] as const;

/** Queues, bots, agents or topics side by side. */
export function RowsTable({ answer, by, isWholeDesk, chosen, choices, onBy, onHistory }: RowsTableProps) {
  const styles = useOverTimeStyles();
  const isRated = answer.rows.some(({ figures }) => figures.rating !== null);
  return (
    <section aria-label={figureWords.rows}>
      <h2 className={styles.title}>{figureWords.rows}</h2>
      <div className={styles.controls}>
        <Field label={figureWords.by} className={styles.control}>
          <Select value={chosen} onChange={(_, { value }) => onBy(value as FigureDimension)} data-testid="figures-by">
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {figureWords.dimensions[choice]}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <div className={styles.wide} tabIndex={0} role="region" aria-label={figureWords.rows} data-testid="figure-rows">
        <table className={mergeClasses(styles.table, styles.full)}>
          <thead>
            <tr>
              <th scope="col">{figureWords.names[by]}</th>
              {COUNTS[by].map((name) => (
                <th key={name} scope="col">
                  {figureWords.counts[name]}
                </th>
              ))}
              {TIMES.map((name) => (
                <th key={name} scope="col">
                  {figureWords.durations[name]}
                </th>
              ))}
              <th scope="col">{figureWords.shares.serviceLevel}</th>
              {isRated && <th scope="col">{figureWords.grades.rating}</th>}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row) => (
              <tr key={row.key} data-key={row.key}>
                <th scope="row" dir="auto" title={nameOf(row, by)}>
                  {nameOf(row, by)}
                </th>
                {COUNTS[by].map((name) => (
                  <td key={name}>
                    {row.key === null && by !== 'topic' ? (
                      row.figures.counts[name]
                    ) : (
                      <Count
                        name={`${nameOf(row, by)}, ${figureWords.counts[name]}`}
                        count={row.figures.counts[name]}
                        onOpen={() => onHistory(name, row)}
                      />
                    )}
                  </td>
                ))}
                {TIMES.map((name) => (
                  <td key={name}>{medianOf(row.figures, name)}</td>
                ))}
                <td>{shareOf(row.figures, 'serviceLevel')}</td>
                {isRated && <td>{gradeWords(row.figures.rating)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {by === 'topic' && (!isWholeDesk || answer.rows.length >= TOPICS_PER_DAY) && (
        <p className={styles.about} data-testid="rare-topics">
          {figureWords.rareTopics}
        </p>
      )}
      {answer.more && <p className={styles.about}>{figureWords.moreRows}</p>}
    </section>
  );
}

function nameOf({ key, name, gone }: Row, by: FigureDimension): string {
  if (key === null) return by === 'topic' ? figureWords.noTopic : figureWords.unknown;
  if (name === null) return figureWords.unknown;
  return gone ? figureWords.gone({ name }) : name;
}
