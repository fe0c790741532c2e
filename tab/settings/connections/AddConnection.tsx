import { Suspense, useState } from 'react';
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
import { commonWords } from '../../words/common';
import { settingsWords } from '../../words/settings/common';
import { connectionWords } from '../../words/settings/connections';

/** Registers a bot as a draft, and gives what its author needs. */
export function AddConnection({ queues, onClose }: { queues: Queue[]; onClose: () => void }) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const add = useAddConnection();
  const [draft, setDraft] = useState<ConnectionDraft>(EMPTY);
  const handleConfirm = () =>
    add.mutate(newConnectionOf(draft), {
      onSuccess: ({ kind, name }) => {
        if (KINDS[kind].Added || KINDS[kind].Setup) return;
        say('success', connectionWords.added({ name }));
        onClose();
      },
    });
  const { Setup } = add.data ? KINDS[add.data.kind] : {};
  if (add.data && Setup) {
    return (
      <Suspense>
        <Setup connection={add.data} onClose={onClose} />
      </Suspense>
    );
  }
  if (add.data && KINDS[add.data.kind].Added) return <Added connection={add.data} onClose={onClose} />;
  return (
    <AskDialog
      title={connectionWords.add}
      confirm={settingsWords.add}
      busy={connectionWords.adding}
      testId="add-connection-dialog"
      isPending={add.isPending}
      error={elsewhere(add.error)}
      canConfirm={isComplete(draft)}
      // The answer may bring a secret that is told only once.
      dismiss={add.isPending ? null : commonWords.cancel}
      stays={hasWords(draft)}
      onConfirm={handleConfirm}
      onClose={onClose}
    >
      <div className={styles.form}>
        <Field label={connectionWords.kind}>
          <RadioGroup
            value={draft.kind}
            onChange={(_, { value }) => setDraft({ ...draft, kind: value as ConnectionKind })}
            data-testid="connection-kind"
          >
            {(Object.keys(KINDS) as ConnectionKind[]).map((kind) => (
              <Radio key={kind} value={kind} label={connectionWords.kindInShort(connectionWords.kinds[kind])} />
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
      title={connectionWords.addedTitle({ name })}
      confirm={settingsWords.done}
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
