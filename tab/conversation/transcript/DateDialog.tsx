import { useState } from 'react';
import { Field, Input } from '@fluentui/react-components';
import { AskDialog } from '../../parts/AskDialog';
import { transcriptWords } from '../../words/transcript';

interface DateDialogProps {
  /** The day of the newest message, as date fields give it. */
  latest: string;
  onGo: (at: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the day to go to. */
export function DateDialog({ latest, onGo, onClose }: DateDialogProps) {
  const [day, setDay] = useState(latest);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const handleGo = () => {
    setPending(true);
    setError(null);
    // The reader's own midnight.
    onGo(new Date(`${day}T00:00:00`).toISOString()).then(onClose, (reason: unknown) => {
      setError(reason);
      setPending(false);
    });
  };
  return (
    <AskDialog
      title={transcriptWords.date.title}
      confirm={transcriptWords.date.confirm}
      busy={transcriptWords.date.busy}
      isPending={isPending}
      canConfirm={day !== ''}
      error={error}
      onConfirm={handleGo}
      onClose={onClose}
      testId="date-dialog"
    >
      <Field label={transcriptWords.date.day}>
        <Input type="date" value={day} max={latest} onChange={(_, { value }) => setDay(value)} data-testid="date" />
      </Field>
    </AskDialog>
  );
}
