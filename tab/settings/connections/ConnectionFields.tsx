import { Field, Input, Select } from '@fluentui/react-components';
import type { Queue } from '../../../src/contract/api';
import { settingsWords } from '../../words/settings/common';
import { connectionWords } from '../../words/settings/connections';
import { mistakeAt } from '../parts/mistakes';
import { useSettingsStyles } from '../parts/Settings.styles';
import { appIdOf } from './kinds/connectionDraft';
import type { FieldsProps } from './kinds/kindOfBot';
import { KINDS } from './kinds/kinds';

/** Everything one says about a connection; each mistake stands at its field. */
export function ConnectionFields({ draft, queues, error, exists, onChange }: FieldsProps & { queues: Queue[] }) {
  const { Fields, LastFields } = KINDS[draft.kind];
  const words = connectionWords.fields;
  return (
    <>
      <Field label={settingsWords.name} required hint={words.nameHint} validationMessage={mistakeAt(error, 'name')}>
        <Input
          value={draft.name}
          maxLength={200}
          onChange={(_, { value }) => onChange({ name: value })}
          data-testid="connection-name"
        />
      </Field>
      {!exists && <AppId draft={draft} error={error} exists={exists} onChange={onChange} />}
      {Fields && <Fields draft={draft} error={error} exists={exists} onChange={onChange} />}
      <Field label={words.queue} validationMessage={mistakeAt(error, 'queueId')}>
        <Select
          value={draft.queueId}
          onChange={(_, { value }) => onChange({ queueId: value })}
          data-testid="connection-queue"
        >
          <option value="">{words.defaultQueue}</option>
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

/** Where the desk can make it up, it is asked for only by whoever looks for it, or when it is refused. */
function AppId({ draft, error, onChange }: FieldsProps) {
  const styles = useSettingsStyles();
  const { isAppIdGiven } = KINDS[draft.kind];
  const mistake = mistakeAt(error, 'appId');
  const isNeeded = draft.name.trim() !== '' && appIdOf(draft) === '';
  const field = (
    <Field
      label={connectionWords.fields.appId}
      required={isAppIdGiven}
      hint={connectionWords.kinds[draft.kind].appIdHint}
      validationMessage={mistake}
    >
      <Input
        value={draft.appId}
        maxLength={200}
        placeholder={isAppIdGiven ? undefined : appIdOf(draft)}
        onChange={(_, { value }) => onChange({ appId: value })}
        data-testid="connection-app-id"
      />
    </Field>
  );
  if (isAppIdGiven) return field;
  return (
    <details
      className={styles.advanced}
      open={mistake !== undefined || isNeeded || undefined}
      data-testid="connection-advanced"
    >
      <summary>{connectionWords.fields.advanced}</summary>
      {field}
    </details>
  );
}
