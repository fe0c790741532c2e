import { Field, Input } from '@fluentui/react-components';
import { historyWords } from '../words/history';

/** As the server counts; see LIMITS in the contract. */
const MOST_OF_NAME = 60;

interface ViewNameProps {
  value: string;
  onChange: (name: string) => void;
}

export function ViewName({ value, onChange }: ViewNameProps) {
  return (
    <Field label={historyWords.views.name} required>
      <Input
        value={value}
        maxLength={MOST_OF_NAME}
        onChange={(_, data) => onChange(data.value)}
        data-testid="view-name"
      />
    </Field>
  );
}
