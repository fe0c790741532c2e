import { Text } from '@fluentui/react-components';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { Failed } from '../../parts/StatePanels';
import { useClock } from '../../parts/useClock';
import { useLocale } from '../../parts/you';
import { retentionWords as words } from '../../words/settings/retention';
import { momentInSentence } from '../../words/times';
import { useChangeRetention, useRetentionPreview } from './useRetention';

interface RetentionDialogProps {
  /** Null: for good. */
  days: number | null;
  version: number;
  onSaved: () => void;
  onClose: () => void;
}

/** How many chats it concerns, and from when on, before it is saved. */
export function RetentionDialog({ days, version, onSaved, onClose }: RetentionDialogProps) {
  const { say } = useNotice();
  const [now, locale] = [useClock(), useLocale()];
  const preview = useRetentionPreview(days);
  const change = useChangeRetention();
  const handleSave = () =>
    change.mutate(
      { days, version },
      {
        onSuccess: () => {
          say('success', words.saved);
          onSaved();
        },
      },
    );
  return (
    <AskDialog
      title={days === null ? words.askForGood : words.ask({ days })}
      confirm={words.confirm}
      busy={words.busy}
      isPending={change.isPending}
      error={change.error}
      canConfirm={days === null || preview.data !== undefined}
      isFinal={days !== null}
      onConfirm={handleSave}
      onClose={onClose}
      testId="retention-dialog"
    >
      {days === null ? (
        <Text>{words.stops}</Text>
      ) : preview.error ? (
        <Failed quiet what={words.countFailed} error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data ? (
        <>
          <Text data-testid="retention-due">
            {words.due({ due: preview.data.due, days, when: momentInSentence(preview.data.beginsAt, now, locale) })}
          </Text>
          <Text>{words.final}</Text>
        </>
      ) : (
        <Text>{words.counting}</Text>
      )}
    </AskDialog>
  );
}
