import { useState } from 'react';
import { Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components';
import type { Queue } from '../../src/api/contract';
import { ApiError } from '../desk/apiError';
import { AskDialog } from '../parts/AskDialog';
import { useNotice } from '../parts/Notice';
import { useSettingsStyles } from './Settings.styles';
import { useAddConnection } from './useSettings';

/** Registers a Copilot Studio agent by its token endpoint or its Direct Line secret. */
export function AddConnection({ queues, onClose }: { queues: Queue[]; onClose: () => void }) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const add = useAddConnection();
  const [by, setBy] = useState<'tokenEndpoint' | 'secret'>('tokenEndpoint');
  const [name, setName] = useState('');
  const [appId, setAppId] = useState('');
  const [key, setKey] = useState('');
  const [domain, setDomain] = useState('');
  const [queueId, setQueueId] = useState('');

  const mistake = (path: string) => {
    const field =
      add.error instanceof ApiError ? add.error.fields.find((each) => each.path.startsWith(path)) : undefined;
    return field?.message;
  };
  const handleConfirm = () =>
    add.mutate(
      {
        kind: 'copilotStudio',
        name: name.trim(),
        appId: appId.trim(),
        queueId: queueId || null,
        directLine: { [by]: key.trim(), domain: domain.trim() || null },
      },
      {
        onSuccess: (connection) => {
          say('success', `${connection.name} is added as a draft. Let it go live when you are ready.`);
          onClose();
        },
      },
    );
  return (
    <AskDialog
      title="Add a Copilot Studio agent"
      confirm="Add"
      busy="Adding…"
      testId="add-connection-dialog"
      isPending={add.isPending}
      error={add.error}
      canConfirm={Boolean(name.trim() && appId.trim() && key.trim())}
      onConfirm={handleConfirm}
      onClose={onClose}
    >
      <div className={styles.form}>
        <Field label="Name" required hint="What your agents call it." validationMessage={mistake('name')}>
          <Input
            value={name}
            maxLength={200}
            onChange={(_, data) => setName(data.value)}
            data-testid="connection-name"
          />
        </Field>
        <Field
          label="App ID"
          required
          hint="Of the Teams bot your customers write to."
          validationMessage={mistake('appId')}
        >
          <Input
            value={appId}
            maxLength={200}
            onChange={(_, data) => setAppId(data.value)}
            data-testid="connection-app-id"
          />
        </Field>
        <Field label="Reach it by">
          <RadioGroup
            layout="horizontal"
            value={by}
            onChange={(_, data) => setBy(data.value === 'secret' ? 'secret' : 'tokenEndpoint')}
          >
            <Radio value="tokenEndpoint" label="Token endpoint" />
            <Radio value="secret" label="Direct Line secret" />
          </RadioGroup>
        </Field>
        <Field
          label={by === 'secret' ? 'Secret' : 'Token endpoint'}
          required
          hint={
            by === 'secret' ? 'Kept sealed, never shown again.' : 'In Copilot Studio: Channels › Email or Native app.'
          }
          validationMessage={mistake('directLine')}
        >
          <Input
            value={key}
            type={by === 'secret' ? 'password' : 'url'}
            autoComplete="off"
            onChange={(_, data) => setKey(data.value)}
            data-testid="connection-key"
          />
        </Field>
        {by === 'secret' && (
          <Field
            label="Direct Line address"
            hint="Only for a region of its own, e.g. https://europe.directline.botframework.com"
          >
            <Input value={domain} type="url" onChange={(_, data) => setDomain(data.value)} />
          </Field>
        )}
        <Field label="Escalations go to">
          <Select value={queueId} onChange={(_, data) => setQueueId(data.value)}>
            <option value="">The default queue</option>
            {queues.map((queue) => (
              <option key={queue.id} value={queue.id}>
                {queue.name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </AskDialog>
  );
}
