import { useState } from 'react';
import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { ConnectionKind, ConnectionWithSecret, Queue } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { ConnectionFields } from './ConnectionFields';
import { type ConnectionDraft, EMPTY, hasWords, isComplete, newConnectionOf } from './connectionDraft';
import { elsewhere, KINDS } from './connectionWords';
import { Copyable } from './Copyable';
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
        if (kind !== 'copilotStudio') return;
        say('success', `${name} is added as a draft. Test it, then let it go live.`);
        onClose();
      },
    });
  if (add.data && add.data.kind !== 'copilotStudio') return <Added connection={add.data} onClose={onClose} />;
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
            <Radio
              value="copilotStudio"
              label={`${KINDS.copilotStudio}: customers write to a Teams bot of this desk`}
            />
            <Radio value="botFramework" label={`${KINDS.botFramework}: it calls this desk as its skill`} />
            <Radio value="rest" label={`${KINDS.rest}: anything that can call a web address`} />
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
  const { name, kind, signingSecret, appId } = connection;
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
      <div className={styles.form}>
        {kind === 'botFramework' ? (
          <>
            Add the desk to the bot as a skill, then test it here.
            <Copyable
              label="Skill manifest"
              value={`${location.origin}/api/skill/manifest.json`}
              testId="manifest-url"
            />
            <Copyable label="Endpoint" value={`${location.origin}/api/messages`} testId="skill-endpoint" />
          </>
        ) : (
          <>
            Give these to the bot’s author, then test it here.
            <Copyable label="Handoffs go to" value={`${location.origin}/api/handoffs`} testId="handoffs-url" />
            <Copyable label="Connection" value={appId} testId="connection-header" />
            <Copyable
              label="Signing secret"
              hint="Shown only now. Lost, it can be replaced by a new one."
              value={signingSecret ?? ''}
              testId="signing-secret"
            />
          </>
        )}
      </div>
    </AskDialog>
  );
}
