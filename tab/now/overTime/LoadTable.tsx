import { mergeClasses } from '@fluentui/react-components';
import { figureWords } from '../../words/figures';
import { Count } from './Cards';
import { tint, useOverTimeStyles } from './OverTime.styles';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The hours of the week, and how much was opened in each. */
export function LoadTable({ load, onHistory }: { load: number[]; onHistory: (hourOfWeek: number) => void }) {
  const styles = useOverTimeStyles();
  const most = Math.max(...load, 1);
  return (
    <section aria-label={figureWords.load}>
      <h2 className={styles.title}>{figureWords.load}</h2>
      <p className={styles.about}>{figureWords.loadMeaning}</p>
      <div className={styles.wide} tabIndex={0} role="region" aria-label={figureWords.load} data-testid="load">
        <table className={mergeClasses(styles.table, styles.load)}>
          <thead>
            <tr>
              <td />
              {HOURS.map((hour) => (
                <th key={hour} scope="col">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figureWords.weekdays.map((name, day) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {HOURS.map((hour) => {
                  const count = load[day * 24 + hour] ?? 0;
                  return (
                    <td key={hour} style={{ backgroundColor: tint(count / most) }}>
                      <Count
                        name={figureWords.openedAt({ day: name, hour })}
                        count={count}
                        onOpen={() => onHistory(day * 24 + hour)}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
