import { Field, Select } from '@fluentui/react-components';
import { commonWords } from '../words/common';
import { historyWords } from '../words/history';
import { useHistoryStyles } from './History.styles';

export type Option = readonly [value: string, words: string];

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly Option[];
  /** There may be more options in a moment. */
  isLoading?: boolean;
  onChange: (value: string) => void;
  testId: string;
}

/** A filter one chooses from a list. What a link or a view brings and the list has not is said: it narrows all the same. */
export function Choice({ label, value, options, isLoading = false, onChange, testId }: ChoiceProps) {
  const styles = useHistoryStyles();
  const isListed = options.some(([one]) => one === value);
  return (
    <Field label={label} className={styles.field}>
      <Select value={value} onChange={(_, data) => onChange(data.value)} data-testid={testId}>
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
        {!isListed && <option value={value}>{isLoading ? commonWords.loadingSoon : historyWords.unlisted}</option>}
      </Select>
    </Field>
  );
}
