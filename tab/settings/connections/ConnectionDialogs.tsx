import { useState } from 'react';
import { Field, Input } from '@fluentui/react-components';
import type { Connection, Queue } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { ConnectionFields } from './ConnectionFields';
import { changeOf, dayOf, draftOf } from './kinds/connectionDraft';
import { elsewhere, mistakeAt } from '../parts/mistakes';
import { isComplete, KINDS } from './kinds/kinds';
import { Copyable } from '../parts/Copyable';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useChangeConnection, useRemoveConnection, useRotateConnection, useTurnConnection } from './useConnections';
import { commonWords } from '../../words/common';
import { settingsWords } from '../../words/settings/common';
import { connectionWords } from '../../words/settings/connections';

interface DialogProps {
  connection: Connection;
  onClose: () => void;
}

export function EditConnection({ connection, queues, onClose }: DialogProps & { queues: Queue[] }) {
  const styles = useSettingsStyles();
  const change = useChangeConnection(connection.id);
  const [draft, setDraft] = useState(() => draftOf(connection));
  const changes = changeOf(connection, draft);
  const isChanged = Object.keys(changes).length > 0;
  const hasSecret = connection.directLine?.hasSecret ?? false;
  const complete = isComplete(draft) || (hasSecret && draft.by === 'secret' && draft.name.trim() !== '');
  return (
    <AskDialog
      title={settingsWords.editNamed({ name: connection.name })}
      confirm={settingsWords.save}
      busy={settingsWords.saving}
      testId="edit-connection-dialog"
      isPending={change.isPending}
      error={elsewhere(change.error)}
      canConfirm={complete && isChanged}
      stays={isChanged}
      onConfirm={() => change.mutate(changes, { onSuccess: onClose })}
      onClose={onClose}
    >
      <div className={styles.form}>
        <ConnectionFields
          draft={draft}
          queues={queues}
          error={change.error}
          exists
          onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
        />
      </div>
    </AskDialog>
  );
}

export function RotateSecret({ connection, onClose }: DialogProps) {
  const styles = useSettingsStyles();
  const rotate = useRotateConnection(connection.id);
  const [secret, setSecret] = useState('');
  const [expires, setExpires] = useState('');
  const { makesSecret } = KINDS[connection.kind];
  const made = rotate.data?.signingSecret;
  const words = connectionWords.rotate;
  if (made) {
    return (
      <AskDialog
        title={words.doneTitle({ name: connection.name })}
        confirm={settingsWords.done}
        busy=""
        testId="secret-rotated"
        isPending={false}
        error={null}
        dismiss={null}
        stays
        onConfirm={onClose}
        onClose={onClose}
      >
        <div className={styles.form}>
          {words.doneMeans}
          <Copyable
            label={connectionWords.needed.signingSecret}
            hint={connectionWords.needed.shownOnlyNow}
            value={made}
            testId="signing-secret"
          />
        </div>
      </AskDialog>
    );
  }
  return (
    <AskDialog
      title={words.title({ name: connection.name })}
      confirm={makesSecret ? words.make : settingsWords.save}
      busy={settingsWords.saving}
      testId="rotate-dialog"
      isPending={rotate.isPending}
      error={elsewhere(rotate.error)}
      canConfirm={makesSecret || secret.trim() !== ''}
      // The answer may bring a secret that is told only once.
      dismiss={rotate.isPending ? null : commonWords.cancel}
      stays={secret !== '' || rotate.isPending}
      onConfirm={() =>
        rotate.mutate(
          { ...(makesSecret ? {} : { secret: secret.trim() }), expiresAt: expires ? dayOf(expires) : null },
          { onSuccess: () => (makesSecret ? undefined : onClose()) },
        )
      }
      onClose={onClose}
    >
      <div className={styles.form}>
        {makesSecret ? (
          <>{words.makeMeans}</>
        ) : (
          <Field label={words.newSecret} required validationMessage={mistakeAt(rotate.error, 'secret')}>
            <Input
              type="password"
              autoComplete="off"
              value={secret}
              onChange={(_, { value }) => setSecret(value)}
              data-testid="new-secret"
            />
          </Field>
        )}
        <Field label={connectionWords.fields.expires} hint={connectionWords.fields.expiresHint}>
          <Input type="date" value={expires} onChange={(_, { value }) => setExpires(value)} />
        </Field>
      </div>
    </AskDialog>
  );
}

export function InsistLive({ connection, onClose }: DialogProps) {
  const { say } = useNotice();
  const turn = useTurnConnection(connection.id);
  return (
    <AskDialog
      title={connectionWords.insist.title({ name: connection.name })}
      confirm={connectionWords.insist.confirm}
      busy={connectionWords.insist.busy}
      testId="insist-dialog"
      isPending={turn.isPending}
      error={turn.error}
      onConfirm={() =>
        turn.mutate(
          { to: 'live', insist: true },
          {
            onSuccess: () => {
              say('success', connectionWords.isLive({ name: connection.name }));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      {connectionWords.insist.about}
    </AskDialog>
  );
}

export function DrainConnection({ connection, onClose }: DialogProps) {
  const turn = useTurnConnection(connection.id);
  return (
    <AskDialog
      title={connectionWords.stop.title({ name: connection.name })}
      confirm={connectionWords.drain}
      busy={connectionWords.stop.busy}
      testId="drain-dialog"
      isPending={turn.isPending}
      error={turn.error}
      onConfirm={() => turn.mutate({ to: 'drain' }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {connectionWords.stop.about}
    </AskDialog>
  );
}

export function RemoveConnection({ connection, onClose }: DialogProps) {
  const { say } = useNotice();
  const removal = useRemoveConnection(connection.id);
  return (
    <AskDialog
      title={connectionWords.removal.title({ name: connection.name })}
      confirm={connectionWords.remove}
      busy={connectionWords.removal.busy}
      testId="remove-connection-dialog"
      isFinal
      isPending={removal.isPending}
      error={removal.error}
      onConfirm={() =>
        removal.mutate(undefined, {
          onSuccess: () => {
            say('success', connectionWords.removal.done({ name: connection.name }));
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      {connectionWords.removal.about}
    </AskDialog>
  );
}
