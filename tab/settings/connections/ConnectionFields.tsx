import { Field, Input, Select } from '@fluentui/react-components';
import type { Queue } from '../../../src/contract/api';
import { mistakeAt } from '../parts/mistakes';
import type { FieldsProps } from './kinds/kindOfBot';
import { KINDS } from './kinds/kinds';

/** Everything one says about a connection; each mistake stands at its field. */
export function ConnectionFields({ draft, queues, error, exists, onChange }: FieldsProps & { queues: Queue[] }) {
  const { appIdHint, Fields, LastFields } = KINDS[draft.kind];
  return (
    <>
      <Field label="Name" required hint="What your agents call it." validationMessage={mistakeAt(error, 'name')}>
        <Input
          value={draft.name}
          maxLength={200}
          onChange={(_, { value }) => onChange({ name: value })}
          data-testid="connection-name"
        />
      </Field>
      {!exists && (
        <Field label="App ID" required hint={appIdHint} validationMessage={mistakeAt(error, 'appId')}>
          <Input
            value={draft.appId}
            maxLength={200}
            onChange={(_, { value }) => onChange({ appId: value })}
            data-testid="connection-app-id"
          />
        </Field>
      )}
      {Fields && <Fields draft={draft} error={error} exists={exists} onChange={onChange} />}
      <Field label="Escalations go to" validationMessage={mistakeAt(error, 'queueId')}>
        <Select
          value={draft.queueId}
          onChange={(_, { value }) => onChange({ queueId: value })}
          data-testid="connection-queue"
        >
          <option value="">The default queue</option>
          {queues.map((queue) => (
            <option key={queue.id} value={queue.id}>
              {queue.name}
            </option>
          ))}
        </Select>
      </Field>
      {LastFields && <LastFields draft={draft} error={error} exists={exists} onChange={onChange} />}
    </>
  );
}
