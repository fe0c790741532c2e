import { Field, Textarea } from '@fluentui/react-components';

/** As the server counts; see LIMITS in the contract. */
const MAX_CHARACTERS = 8_000;

interface NoteFieldProps {
  hint: string;
  note: string;
  onNote: (note: string) => void;
  testId: string;
}

/** A word for colleagues, along with what is done. */
export function NoteField({ hint, note, onNote, testId }: NoteFieldProps) {
  return (
    <Field label="Note" hint={`Optional. ${hint} Only agents see it.`}>
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
