import { Field, Input, Select } from '@fluentui/react-components';
import { figureWords } from '../../words/figures';
import { useOverTimeStyles } from './OverTime.styles';
import { LENGTHS, type Period } from './periods';

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
          // Those that are shown are where one begins to choose others.
          onChange={(_, { value }) => onSet({ length: Number(value), from, to })}
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
