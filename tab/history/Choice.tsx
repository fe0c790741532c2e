import type { ReactNode } from 'react';
import { Field, Select } from '@fluentui/react-components';
import { useHistoryStyles } from './History.styles';

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
  testId: string;
}

/** A filter one chooses from a list. */
export function Choice({ label, value, onChange, children, testId }: ChoiceProps) {
  const styles = useHistoryStyles();
  return (
    <Field label={label} className={styles.field}>
      <Select value={value} onChange={(_, data) => onChange(data.value)} data-testid={testId}>
        {children}
      </Select>
    </Field>
  );
}
