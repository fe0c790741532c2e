import { useState } from 'react';
import { Field, Textarea } from '@fluentui/react-components';
import { useVerb } from '../desk/useVerbs';
import { AskDialog } from '../parts/AskDialog';
import { useGiveUp } from './useGiveUp';
import { verbWords } from '../words/verbs';

/** As the server counts; see LIMITS in the contract. */
const MAX_CHARACTERS = 2_000;

export function ReleaseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const verb = useVerb(id);
  const close = useGiveUp(id, verb, onClose);
  return (
    <AskDialog
      title={verbWords.release.title}
      confirm={verbWords.release.confirm}
      busy={verbWords.release.busy}
      testId="release-dialog"
      isPending={verb.isPending}
      error={verb.error}
      onConfirm={() =>
        verb.mutate({ verb: 'release', body: { reason: reason.trim() || undefined } }, { onSuccess: onClose })
      }
      onClose={close}
      breaksOff
    >
      {verbWords.release.about}
      <Field label={verbWords.release.why} hint={verbWords.release.whyHint}>
        <Textarea
          value={reason}
          rows={2}
          maxLength={MAX_CHARACTERS}
          onChange={(_, data) => setReason(data.value)}
          data-testid="reason"
        />
      </Field>
    </AskDialog>
  );
}
