import type { ReactNode } from 'react';
import { useClock } from '../../parts/useClock';
import { useLocale } from '../../parts/you';
import { detailsWords } from '../../words/details';
import { dateWords, momentWords } from '../../words/times';
import { breakable, type Captured } from './capturedValue';
import { useDetailsStyles } from './Details.styles';

/** A captured value by its kind: dates and amounts in the reader's way, links to follow, lists and tables as such. */
export function Value({ value }: { value: Captured }): ReactNode {
  const styles = useDetailsStyles();
  const locale = useLocale();
  const now = useClock();
  switch (value.kind) {
    case 'empty':
      return '–';
    case 'text':
      return <bdi>{value.text}</bdi>;
    case 'yesNo':
      return value.yes ? detailsWords.yes : detailsWords.no;
    case 'number':
      return new Intl.NumberFormat(
        locale,
        value.currency ? { style: 'currency', currency: value.currency } : { maximumFractionDigits: 6 },
      ).format(value.value);
    case 'day':
      return <time dateTime={value.at}>{dateWords(value.at, locale)}</time>;
    case 'moment':
      return <time dateTime={value.at}>{momentWords(value.at, now, locale)}</time>;
    case 'link':
      return (
        <a className={styles.link} href={value.href} target="_blank" rel="noopener noreferrer">
          {value.text}
        </a>
      );
    case 'list':
      return (
        <ul className={styles.list}>
          {value.items.map((item, index) => (
            <li key={index}>
              <Value value={item} />
            </li>
          ))}
        </ul>
      );
    case 'fields':
      return (
        <table className={styles.inner}>
          <tbody>
            {value.fields.map(({ name, value: field }) => (
              <tr key={name}>
                <th scope="row">{breakable(name)}</th>
                <td dir="auto">
                  <Value value={field} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'table':
      return (
        <div className={styles.wide} tabIndex={0} role="group" aria-label={detailsWords.table}>
          <table className={styles.inner}>
            <thead>
              <tr>
                {value.columns.map((column) => (
                  <th key={column} scope="col">
                    {breakable(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {value.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column} dir="auto">
                      <Value value={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}
