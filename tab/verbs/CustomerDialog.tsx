import { useState } from 'react';
import { Checkbox, Field, ProgressBar, Text } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { AskDialog } from '../parts/AskDialog';
import { useNotice } from '../parts/Notice';
import { exportWords } from '../words/exports';
import { useSaving } from './useSaving';

interface CustomerDialogProps {
  escalation: Pick<Escalation, 'id' | 'customer'>;
  onClose: () => void;
}

/** Everything about one customer as one archive. Closing it breaks the export off. */
export function CustomerDialog({ escalation: { id, customer }, onClose }: CustomerDialogProps) {
  const { say } = useNotice();
  const words = exportWords.customer;
  const [withNotes, setWithNotes] = useState(true);
  const { isPending, error, received, begin } = useSaving((file) => {
    say('success', exportWords.saved({ file }));
    onClose();
  });
  const progress = words.received({ bytes: received });
  return (
    <AskDialog
      title={words.title({ name: customer.name })}
      confirm={exportWords.begin}
      busy={exportWords.busy}
      isPending={isPending}
      error={error}
      breaksOff
      onConfirm={() =>
        begin(`/escalations/${encodeURIComponent(id)}/customer.zip`, { notes: withNotes ? 'with' : 'without' })
      }
      onClose={onClose}
      testId="customer-dialog"
    >
      <Text>{words.what}</Text>
      <Field hint={withNotes ? words.forColleagues : words.forTheCustomer}>
        <Checkbox
          label={words.withNotes}
          checked={withNotes}
          disabled={isPending}
          onChange={(_, { checked }) => setWithNotes(checked === true)}
          data-testid="customer-notes"
        />
      </Field>
      <Text size={200}>{exportWords.audited}</Text>
      {isPending && (
        <Field validationMessage={progress} validationState="none">
          <ProgressBar aria-label={exportWords.progress} aria-valuetext={progress} data-testid="customer-progress" />
        </Field>
      )}
    </AskDialog>
  );
}
