import { useState } from 'react';
import { Checkbox, Field, Radio, RadioGroup, Text } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { AskDialog } from '../parts/AskDialog';
import { useNotice } from '../parts/Notice';
import { exportWords } from '../words/exports';
import { useSaving } from './useSaving';

const FORMS = ['html', 'txt'] as const;

interface TranscriptDialogProps {
  escalation: Pick<Escalation, 'id' | 'number'>;
  onClose: () => void;
}

/** One chat as a file. Closing it breaks the export off. */
export function TranscriptDialog({ escalation: { id, number }, onClose }: TranscriptDialogProps) {
  const { say } = useNotice();
  const words = exportWords.transcript;
  const [form, setForm] = useState<(typeof FORMS)[number]>('html');
  const [withNotes, setWithNotes] = useState(false);
  const [withPictures, setWithPictures] = useState(true);
  const { isPending, error, begin } = useSaving((file) => {
    say('success', exportWords.saved({ file }));
    onClose();
  });
  const handleConfirm = () =>
    begin(`/escalations/${encodeURIComponent(id)}/transcript.${form}`, {
      notes: withNotes ? 'with' : 'without',
      ...(form === 'html' && { pictures: withPictures ? 'embedded' : 'named' }),
    });
  return (
    <AskDialog
      title={words.title({ number })}
      confirm={exportWords.begin}
      busy={exportWords.busy}
      isPending={isPending}
      error={error}
      breaksOff
      onConfirm={handleConfirm}
      onClose={onClose}
      testId="transcript-dialog"
    >
      <Field label={words.form}>
        <RadioGroup
          value={form}
          disabled={isPending}
          onChange={(_, { value }) => setForm(value === 'txt' ? 'txt' : 'html')}
        >
          {FORMS.map((one) => (
            <Radio key={one} value={one} label={words.forms[one]} data-testid={`transcript-${one}`} />
          ))}
        </RadioGroup>
      </Field>
      <Field hint={withNotes ? words.forColleagues : words.asTheCustomer}>
        <Checkbox
          label={words.withNotes}
          checked={withNotes}
          disabled={isPending}
          onChange={(_, { checked }) => setWithNotes(checked === true)}
          data-testid="transcript-notes"
        />
      </Field>
      {form === 'html' && (
        <Checkbox
          label={words.withPictures}
          checked={withPictures}
          disabled={isPending}
          onChange={(_, { checked }) => setWithPictures(checked === true)}
          data-testid="transcript-pictures"
        />
      )}
      <Text size={200}>{exportWords.audited}</Text>
    </AskDialog>
  );
}
