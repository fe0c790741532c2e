import { useState } from 'react';
import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { ConnectionKind, ConnectionWithSecret, Queue } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { ConnectionFields } from './ConnectionFields';
import { type ConnectionDraft, EMPTY, hasWords } from './kinds/connectionDraft';
import { elsewhere } from '../parts/mistakes';
import { isComplete, KINDS, newConnectionOf } from './kinds/kinds';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useAddConnection } from './useConnections';

/** Registers a bot as a draft, and gives what its author needs. */
export function AddConnection({ queues, onClose }: { queues: Queue[]; onClose: () => void }) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const add = useAddConnection();
  const [draft, setDraft] = useState<ConnectionDraft>(EMPTY);
  const handleConfirm = () =>
    add.mutate(newConnectionOf(draft), {
      onSuccess: ({ kind, name }) => {
        if (KINDS[kind].Added) return;
        say('success', `${name} is added as a draft. Test it, then let it go live.`);
        onClose();
      },
    });
  if (add.data && KINDS[add.data.kind].Added) return <Added connection={add.data} onClose={onClose} />;
  return (
    <AskDialog
      title="Add a bot"
      confirm="Add"
      busy="Adding…"
      testId="add-connection-dialog"
      isPending={add.isPending}
      error={elsewhere(add.error)}
      canConfirm={isComplete(draft)}
      // The answer may bring a secret that is told only once.
      dismiss={add.isPending ? null : 'Cancel'}
      stays={hasWords(draft)}
      onConfirm={handleConfirm}
      onClose={onClose}
    >
      <div className={styles.form}>
        <Field label="What kind of bot is it?">
          <RadioGroup
            value={draft.kind}
            onChange={(_, { value }) => setDraft({ ...draft, kind: value as ConnectionKind })}
            data-testid="connection-kind"
          >
            {Object.entries(KINDS).map(([kind, { name, inShort }]) => (
              <Radio key={kind} value={kind} label={`${name}: ${inShort}`} />
            ))}
          </RadioGroup>
        </Field>
        <ConnectionFields
          draft={draft}
          queues={queues}
          error={add.error}
          exists={false}
          onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
        />
      </div>
    </AskDialog>
  );
}

function Added({ connection, onClose }: { connection: ConnectionWithSecret; onClose: () => void }) {
  const styles = useSettingsStyles();
  const { name, kind, signingSecret } = connection;
  const { Added: Needed } = KINDS[kind];
  return (
    <AskDialog
      title={`${name} is added as a draft`}
      confirm="Done"
      busy=""
      testId="connection-added"
      isPending={false}
      error={null}
      dismiss={null}
      stays={signingSecret !== null}
      onConfirm={onClose}
      onClose={onClose}
    >
      <div className={styles.form}>{Needed && <Needed connection={connection} />}</div>
    </AskDialog>
  );
}
