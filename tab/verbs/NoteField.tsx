import { Field, Textarea } from '@fluentui/react-components';
import { verbWords } from '../words/verbs';

/** As the server counts; see LIMITS in the contract. */
const MAX_CHARACTERS = 8_000;

interface NoteFieldProps {
  /** That it is optional, what to write, and who reads it. */
  hint: string;
  note: string;
  onNote: (note: string) => void;
  testId: string;
}

/** A word for colleagues, along with what is done. */
export function NoteField({ hint, note, onNote, testId }: NoteFieldProps) {
  return (
    <Field label={verbWords.note} hint={hint}>
      <Textarea
        value={note}
        rows={3}
        maxLength={MAX_CHARACTERS}
        onChange={(_, data) => onNote(data.value)}
        data-testid={testId}
      />
    </Field>
  );
}
