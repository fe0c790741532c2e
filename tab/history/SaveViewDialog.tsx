import { useState } from 'react';
import { Switch } from '@fluentui/react-components';
import type { HistoryView, ViewShows } from '../../src/contract/api';
import { AskDialog } from '../parts/AskDialog';
import { useYou } from '../parts/you';
import { historyWords } from '../words/history';
import { useAddView } from './useViews';
import { ViewName } from './ViewName';

const words = historyWords.views;

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
      <ViewName value={name} onChange={setName} />
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
