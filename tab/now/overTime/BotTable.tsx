import { mergeClasses } from '@fluentui/react-components';
import type { BotFiguresAnswer } from '../../../src/contract/botFigures';
import { botFigureWords, rateWords } from '../../words/botFigures';
import { figureWords } from '../../words/figures';
import { useBotFiguresStyles } from './BotFigures.styles';
import { Count } from './Cards';
import { useOverTimeStyles } from './OverTime.styles';

type Row = BotFiguresAnswer['bots'][number];

/** Bots side by side; one of which nothing is known says so, and no number. */
export function BotTable({ answer, onHistory }: { answer: BotFiguresAnswer; onHistory: (bot: string) => void }) {
  const styles = useOverTimeStyles();
  const own = useBotFiguresStyles();
  const hasUnknown = answer.bots.some(({ figures }) => (figures?.unknown ?? 0) > 0);
  const columns = hasUnknown ? 8 : 7;
  return (
    <>
      <h3 className={styles.title}>{botFigureWords.table}</h3>
      <div
        className={styles.wide}
        tabIndex={0}
        role="region"
        aria-label={botFigureWords.table}
        data-testid="bot-figure-rows"
      >
        <table className={mergeClasses(styles.table, styles.full)}>
          <thead>
            <tr>
              <th scope="col">{botFigureWords.columns.bot}</th>
              <th scope="col">{botFigureWords.chats}</th>
              <th scope="col">{botFigureWords.escalated}</th>
              <th scope="col">{botFigureWords.escalationRate}</th>
              <th scope="col">{botFigureWords.rateBefore}</th>
              <th scope="col">{botFigureWords.deflection}</th>
              <th scope="col">{botFigureWords.resolvedRate}</th>
              <th scope="col">{botFigureWords.gaveUpRate}</th>
              {hasUnknown && <th scope="col">{botFigureWords.unknown}</th>}
              <th scope="col">{botFigureWords.columns.source}</th>
            </tr>
          </thead>
          <tbody>
            {answer.bots.map((row) => (
              <tr key={row.id} data-key={row.id}>
                <th scope="row" dir="auto" title={nameOf(row)}>
                  {nameOf(row)}
                </th>
                {row.figures ? (
                  <>
                    <td>{botFigureWords.count(row.figures.chats)}</td>
                    <td>
                      <Count
                        name={`${nameOf(row)}, ${botFigureWords.escalated}`}
                        count={row.figures.escalated}
                        onOpen={() => onHistory(row.id)}
                      />
                    </td>
                    <td>{rateWords(row.figures.escalationRate)}</td>
                    <td>{rateWords(row.previous && row.previous.escalationRate)}</td>
                    <td>{rateWords(row.figures.deflection)}</td>
                    <td>{rateWords(row.figures.resolvedRate)}</td>
                    <td>{rateWords(row.figures.gaveUpRate)}</td>
                    {hasUnknown && (
                      <td>{rateWords(row.figures.chats === 0 ? null : row.figures.unknown / row.figures.chats)}</td>
                    )}
                    <td>{sourceWords(row)}</td>
                  </>
                ) : (
                  <td colSpan={columns + 1} className={own.unsaid}>
                    {sourceWords(row)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {answer.more && <p className={styles.about}>{botFigureWords.more}</p>}
    </>
  );
}

const nameOf = ({ name, gone }: Row): string => (gone ? figureWords.gone({ name }) : name);

const sourceWords = ({ source, hours }: Row): string =>
  source === 'reported' ? botFigureWords.reported(hours) : botFigureWords.sources[source];
