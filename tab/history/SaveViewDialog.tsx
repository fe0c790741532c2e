import { useState } from 'react';
import { Field, Input, Switch } from '@fluentui/react-components';
import type { HistoryView, ViewShows } from '../../src/contract/api';
import { AskDialog } from '../parts/AskDialog';
import { useYou } from '../parts/you';
import { historyWords } from '../words/history';
import { useAddView } from './useViews';

const words = historyWords.views;
/** As the server counts; see LIMITS in the contract. */
const MOST_OF_NAME = 60;

interface SaveViewDialogProps {
  shows: ViewShows;
  onSaved: (view: HistoryView) => void;
  onClose: () => void;
}

export function SaveViewDialog({ shows, onSaved, onClose }: SaveViewDialogProps) {
  const { managesAll } = useYou();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const add = useAddView();
  return (
    <AskDialog
      title={words.saveTitle}
      confirm={words.saveIt}
      busy={words.saving}
      isPending={add.isPending}
      error={add.error}
      canConfirm={name.trim() !== ''}
      onConfirm={() =>
        add.mutate(
          { name: name.trim(), shows, shared },
          {
            onSuccess: (view) => {
              onSaved(view);
              onClose();
            },
          },
        )
      }
      onClose={onClose}
      testId="save-view-dialog"
    >
      <Field label={words.name} required>
        <Input
          value={name}
          maxLength={MOST_OF_NAME}
          onChange={(_, data) => setName(data.value)}
          data-testid="view-name"
        />
      </Field>
      {managesAll && (
        <Switch
          label={words.share}
          checked={shared}
          onChange={(_, data) => setShared(data.checked)}
          data-testid="view-shared"
        />
      )}
    </AskDialog>
  );
}
