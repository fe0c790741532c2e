import { useState } from 'react';
import { Field, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { useSaving } from '../../verbs/useSaving';
import { exportWords } from '../../words/exports';
import { failureWords } from '../../words/failures';
import { type Chosen, askedOf } from './useFailures';

const FORMS = ['comma', 'semicolon', 'jsonl'] as const;
type Form = (typeof FORMS)[number];
/** The spreadsheet speaks as the browser does: where 1.5 is written 1,5, it expects semicolons. */
const usualForm = (): Form => ((1.5).toLocaleString().includes(',') ? 'semicolon' : 'comma');

/** What is shown, as a file for the author of a bot. Closing it breaks the export off. */
export function ExportFailures({ chosen, onClose }: { chosen: Chosen; onClose: () => void }) {
  const { say } = useNotice();
  const [form, setForm] = useState(usualForm);
  const { isPending, error, begin } = useSaving((file) => {
    say('success', exportWords.saved({ file }));
    onClose();
  });
  const handleConfirm = () =>
    begin(`/exports/failures.${form === 'jsonl' ? 'jsonl' : 'csv'}`, {
      ...askedOf(chosen),
      ...(form !== 'jsonl' && { separator: form }),
    });
  return (
    <AskDialog
      title={failureWords.exportTitle}
      confirm={exportWords.begin}
      busy={exportWords.busy}
      isPending={isPending}
      error={error}
      breaksOff
      onConfirm={handleConfirm}
      onClose={onClose}
      testId="export-failures"
    >
      <Text>{failureWords.exportWhat}</Text>
      <Field label={exportWords.form}>
        <RadioGroup
          value={form}
          disabled={isPending}
          onChange={(_, { value }) => setForm(FORMS.find((one) => one === value) ?? 'comma')}
        >
          {FORMS.map((one) => (
            <Radio key={one} value={one} label={exportWords.forms[one]} data-testid={`export-${one}`} />
          ))}
        </RadioGroup>
      </Field>
      <Text size={200}>{exportWords.audited}</Text>
    </AskDialog>
  );
}
