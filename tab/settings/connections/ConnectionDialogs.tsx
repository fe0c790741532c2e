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
      title={`Edit ${connection.name}`}
      confirm="Save"
      busy="Saving…"
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
  if (made) {
    return (
      <AskDialog
        title={`${connection.name} has a new secret`}
        confirm="Done"
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
          Give it to the bot’s author. The one before is good for another 24 hours.
          <Copyable label="Signing secret" hint="Shown only now." value={made} testId="signing-secret" />
        </div>
      </AskDialog>
    );
  }
  return (
    <AskDialog
      title={`A new secret for ${connection.name}`}
      confirm={makesSecret ? 'Make a new secret' : 'Save'}
      busy="Saving…"
      testId="rotate-dialog"
      isPending={rotate.isPending}
      error={elsewhere(rotate.error)}
      canConfirm={makesSecret || secret.trim() !== ''}
      // The answer may bring a secret that is told only once.
      dismiss={rotate.isPending ? null : 'Cancel'}
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
          'The desk makes a new signing secret and shows it once. Signatures made with the old one are believed for another 24 hours.'
        ) : (
          <Field label="New Direct Line secret" required validationMessage={mistakeAt(rotate.error, 'secret')}>
            <Input
              type="password"
              autoComplete="off"
              value={secret}
              onChange={(_, { value }) => setSecret(value)}
              data-testid="new-secret"
            />
          </Field>
        )}
        <Field label="Ends on" hint="If it does. Managers are told 30, 7 and 1 days ahead.">
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
      title={`Let ${connection.name} go live untested?`}
      confirm="Go live all the same"
      busy="Going live…"
      testId="insist-dialog"
      isPending={turn.isPending}
      error={turn.error}
      onConfirm={() =>
        turn.mutate(
          { to: 'live', insist: true },
          {
            onSuccess: () => {
              say('success', `${connection.name} is live.`);
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      It has not passed a test as it is now. Customers may get no answer. The audit trail will say that you insisted.
    </AskDialog>
  );
}

export function DrainConnection({ connection, onClose }: DialogProps) {
  const turn = useTurnConnection(connection.id);
  return (
    <AskDialog
      title={`Drain ${connection.name}?`}
      confirm="Drain"
      busy="Draining…"
      testId="drain-dialog"
      isPending={turn.isPending}
      error={turn.error}
      onConfirm={() => turn.mutate({ to: 'drain' }, { onSuccess: onClose })}
      onClose={onClose}
    >
      Open escalations finish. Customers still get the bot, and when it wants to hand over they are told that nobody can
      take over just now. When the last escalation has ended, the connection can be removed.
    </AskDialog>
  );
}

export function RemoveConnection({ connection, onClose }: DialogProps) {
  const { say } = useNotice();
  const removal = useRemoveConnection(connection.id);
  return (
    <AskDialog
      title={`Remove ${connection.name}?`}
      confirm="Remove"
      busy="Removing…"
      testId="remove-connection-dialog"
      isPending={removal.isPending}
      error={removal.error}
      onConfirm={() =>
        removal.mutate(undefined, {
          onSuccess: () => {
            say('success', `${connection.name} is removed.`);
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      Its history is kept and its app ID can be used again. Its secrets are deleted; that cannot be undone.
    </AskDialog>
  );
}
