import { Field, Input, Select } from '@fluentui/react-components';
import { deskNow } from '../../desk/clock';
import { figureWords } from '../../words/figures';
import { useOverTimeStyles } from './OverTime.styles';
import { type Days, LENGTHS, lastDays } from './periods';

export interface Period extends Days {
  /** The last so many days; 0: chosen ones. */
  length: number;
}

/** Which days are looked at. */
export function PeriodFields({
  period: { length, from, to },
  onSet,
}: {
  period: Period;
  onSet: (part: Partial<Period>) => void;
}) {
  const styles = useOverTimeStyles();
  return (
    <>
      <Field label={figureWords.period} className={styles.control}>
        <Select
          value={String(length)}
          onChange={(_, { value }) => {
            const days = Number(value);
            onSet(days > 0 ? { length: days, ...lastDays(days, deskNow()) } : { length: 0 });
          }}
          data-testid="figures-period"
        >
          {LENGTHS.map((days) => (
            <option key={days} value={days}>
              {figureWords.lastDays({ days })}
            </option>
          ))}
          <option value={0}>{figureWords.ownDays}</option>
        </Select>
      </Field>
      {length === 0 && (
        <>
          <Field label={figureWords.from} className={styles.control}>
            <Input
              type="date"
              value={from}
              onChange={(_, { value }) => onSet({ from: value })}
              data-testid="figures-from"
            />
          </Field>
          <Field label={figureWords.to} className={styles.control}>
            <Input type="date" value={to} onChange={(_, { value }) => onSet({ to: value })} data-testid="figures-to" />
          </Field>
        </>
      )}
    </>
  );
}
