import { useState } from 'react';
import { Field, Textarea } from '@fluentui/react-components';
import { useVerb } from '../desk/useVerbs';
import { AskDialog } from '../parts/AskDialog';

/** As the server counts; see LIMITS in the contract. */
const MAX_CHARACTERS = 2_000;

interface EndDialogProps {
  id: string;
  onClose: () => void;
}

export function ResolveDialog({ id, onClose }: EndDialogProps) {
  const [outcome, setOutcome] = useState('');
  const verb = useVerb(id);
  return (
    <AskDialog
      title="Resolve this conversation"
      confirm="Resolve"
      busy="Resolving…"
      testId="resolve-dialog"
      isPending={verb.isPending}
      error={verb.error}
      onConfirm={() =>
        verb.mutate({ verb: 'resolve', body: { outcome: outcome.trim() || undefined } }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      The customer is told that you have left, and the bot is back with them.
      <Field label="What came of it?" hint="Optional. Your team sees it in the history, and the bot is told.">
        <Textarea
          value={outcome}
          rows={3}
          maxLength={MAX_CHARACTERS}
          onChange={(_, data) => setOutcome(data.value)}
          data-testid="outcome"
        />
      </Field>
    </AskDialog>
  );
}

export function ReleaseDialog({ id, onClose }: EndDialogProps) {
  const [reason, setReason] = useState('');
  const verb = useVerb(id);
  return (
    <AskDialog
      title="Release to the queue"
      confirm="Release"
      busy="Releasing…"
      testId="release-dialog"
      isPending={verb.isPending}
      error={verb.error}
      onConfirm={() =>
        verb.mutate({ verb: 'release', body: { reason: reason.trim() || undefined } }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      It goes back to waiting, and anybody in the queue can claim it.
      <Field label="Why?" hint="Optional. Only agents see it.">
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
