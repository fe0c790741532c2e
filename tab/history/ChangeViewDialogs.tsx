import { useState } from 'react';
import type { HistoryView } from '../../src/contract/api';
import { AskDialog } from '../parts/AskDialog';
import { historyWords } from '../words/history';
import { useChangeView, useRemoveView } from './useViews';
import { ViewName } from './ViewName';

const words = historyWords.views;

interface RenameViewDialogProps {
  view: HistoryView;
  onRenamed: (name: string) => void;
  onClose: () => void;
}

export function RenameViewDialog({ view, onRenamed, onClose }: RenameViewDialogProps) {
  const [name, setName] = useState(view.name);
  const change = useChangeView();
  const after = name.trim();
  return (
    <AskDialog
      title={words.renameTitle}
      confirm={words.renameIt}
      busy={words.saving}
      isPending={change.isPending}
      error={change.error}
      canConfirm={after !== '' && after !== view.name}
      onConfirm={() =>
        change.mutate(
          { id: view.id, name: after, version: view.version },
          {
            onSuccess: () => {
              onRenamed(after);
              onClose();
            },
          },
        )
      }
      onClose={onClose}
      testId="rename-view-dialog"
    >
      <ViewName value={name} onChange={setName} />
    </AskDialog>
  );
}

interface RemoveViewDialogProps {
  view: HistoryView;
  onRemoved: () => void;
  onClose: () => void;
}

export function RemoveViewDialog({ view, onRemoved, onClose }: RemoveViewDialogProps) {
  const remove = useRemoveView();
  return (
    <AskDialog
      title={words.removeTitle({ name: view.name })}
      confirm={words.removeIt}
      busy={words.removingIt}
      isPending={remove.isPending}
      error={remove.error}
      isFinal
      onConfirm={() =>
        remove.mutate(view.id, {
          onSuccess: () => {
            onRemoved();
            onClose();
          },
        })
      }
      onClose={onClose}
      testId="remove-view-dialog"
    >
      {words.removing[view.shared ? 'shared' : 'own']}
    </AskDialog>
  );
}

interface ReplaceViewDialogProps {
  view: HistoryView;
  shows: HistoryView['shows'];
  onReplaced: (view: HistoryView) => void;
  onClose: () => void;
}

/** Before what somebody saved in a view since one chose it is lost. */
export function ReplaceViewDialog({ view, shows, onReplaced, onClose }: ReplaceViewDialogProps) {
  const change = useChangeView();
  return (
    <AskDialog
      title={words.replaceTitle({ name: view.name })}
      confirm={words.replaceIt}
      busy={words.saving}
      isPending={change.isPending}
      error={change.error}
      isFinal
      onConfirm={() =>
        change.mutate(
          { id: view.id, shows, version: view.version },
          {
            onSuccess: (after) => {
              onReplaced(after);
              onClose();
            },
          },
        )
      }
      onClose={onClose}
      testId="replace-view-dialog"
    >
      {words.replacing({ who: view.changedBy, name: view.name })}
    </AskDialog>
  );
}
