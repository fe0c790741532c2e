import { Field, Select } from '@fluentui/react-components';
import { historyWords } from '../../words/history';
import { useOverTimeStyles } from './OverTime.styles';

interface ChoiceFieldProps {
  label: string;
  /** Of all of them. */
  any: string;
  items: { id: string; name: string }[] | undefined;
  value: string;
  onChoose: (id: string) => void;
  testId: string;
}

/** One queue or one bot, or all of them. */
export function ChoiceField({ label, any, items, value, onChoose, testId }: ChoiceFieldProps) {
  const styles = useOverTimeStyles();
  return (
    <Field label={label} className={styles.control}>
      <Select value={value} onChange={(_, { value }) => onChoose(value)} data-testid={testId}>
        <option value="">{any}</option>
        {items?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {value !== '' && items?.every(({ id }) => id !== value) && (
          <option value={value}>{historyWords.unlisted}</option>
        )}
      </Select>
    </Field>
  );
}
