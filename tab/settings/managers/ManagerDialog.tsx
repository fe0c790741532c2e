import { useState } from 'react';
import { Checkbox, Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { Manager, Queue } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { settingsWords } from '../../words/settings/common';
import { managersWords } from '../../words/settings/managers';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useChangeManager } from './useManagers';

interface ManagerDialogProps {
  manager: Manager;
  queues: readonly Queue[];
  onClose: () => void;
}

/** All queues, or those one chooses. */
export function ManagerDialog({ manager, queues, onClose }: ManagerDialogProps) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const { id, name, version } = manager;
  const [isAll, setAll] = useState(manager.queueIds === null);
  const [chosen, setChosen] = useState<readonly string[]>(manager.queueIds ?? []);
  const [isTried, setTried] = useState(false);
  const change = useChangeManager(id);
  // One that was removed is not sent again.
  const left = chosen.filter((queueId) => queues.some((queue) => queue.id === queueId));
  const isMissing = !isAll && left.length === 0;
  const handleSave = () => {
    setTried(true);
    if (isMissing) return;
    change.mutate(
      { queueIds: isAll ? null : [...left], version },
      {
        onSuccess: () => {
          say('success', managersWords.saved({ name }));
          onClose();
        },
      },
    );
  };
  return (
    <AskDialog
      title={managersWords.dialog({ name })}
      confirm={settingsWords.save}
      busy={settingsWords.saving}
      testId="manager-dialog"
      isPending={change.isPending}
      error={change.error}
      onConfirm={handleSave}
      onClose={onClose}
    >
      <div className={styles.form}>
        <Field label={managersWords.choice}>
          <RadioGroup value={isAll ? 'all' : 'some'} onChange={(_, { value }) => setAll(value === 'all')}>
            <Radio value="all" label={managersWords.all} data-testid="manages-all" />
            <Radio value="some" label={managersWords.onlySome} data-testid="manages-some" />
          </RadioGroup>
        </Field>
        {!isAll && (
          // A field would name each box by its own label.
          <div role="group" aria-label={managersWords.queues}>
            {queues.map((queue) => (
              <div key={queue.id}>
                <Checkbox
                  label={queue.name}
                  checked={chosen.includes(queue.id)}
                  onChange={(_, { checked }) =>
                    setChosen(checked === true ? [...chosen, queue.id] : chosen.filter((one) => one !== queue.id))
                  }
                  data-testid="managed-queue"
                />
              </div>
            ))}
            <div role="alert" className={styles.bad}>
              {isTried && isMissing && managersWords.chooseOne}
            </div>
          </div>
        )}
      </div>
    </AskDialog>
  );
}
