import { Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components';
import type { Queue } from '../../../src/contract/api';
import { BotFields } from './BotFields';
import type { ConnectionDraft } from './connectionDraft';
import { mistakeAt } from './connectionWords';

interface FieldsProps {
  draft: ConnectionDraft;
  queues: Queue[];
  error: unknown;
  /** One that exists keeps its app ID, and its secret while none is given. */
  exists: boolean;
  onChange: (change: Partial<ConnectionDraft>) => void;
}

/** Everything one says about a connection; each mistake stands at its field. */
export function ConnectionFields({ draft, queues, error, exists, onChange }: FieldsProps) {
  const { kind } = draft;
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
        <Field label="App ID" required hint={APP_ID[kind]} validationMessage={mistakeAt(error, 'appId')}>
          <Input
            value={draft.appId}
            maxLength={200}
            onChange={(_, { value }) => onChange({ appId: value })}
            data-testid="connection-app-id"
          />
        </Field>
      )}
      {kind === 'copilotStudio' && <Reach draft={draft} error={error} exists={exists} onChange={onChange} />}
      {kind === 'rest' && (
        <Field
          label="Callback URL"
          hint="Where the bot hears from the desk. Leave it empty if every handoff names its own."
          validationMessage={mistakeAt(error, 'callbackUrl')}
        >
          <Input
            value={draft.callbackUrl}
            type="url"
            onChange={(_, { value }) => onChange({ callbackUrl: value })}
            data-testid="connection-callback"
          />
        </Field>
      )}
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
      {kind === 'copilotStudio' && <BotFields bot={draft.bot} error={error} onChange={(bot) => onChange({ bot })} />}
    </>
  );
}

const APP_ID = {
  copilotStudio: 'Any ID of your own that no other connection has, e.g. the agent’s schema name.',
  botFramework: 'The Microsoft app ID the bot calls the desk with.',
  rest: 'Any name no other connection has. The bot names itself by it.',
};

function Reach({ draft, error, exists, onChange }: Omit<FieldsProps, 'queues'>) {
  const isSecret = draft.by === 'secret';
  return (
    <>
      <Field label="Reach it by">
        <RadioGroup
          layout="horizontal"
          value={draft.by}
          onChange={(_, { value }) => onChange({ by: value === 'secret' ? 'secret' : 'tokenEndpoint', key: '' })}
        >
          <Radio value="tokenEndpoint" label="Token endpoint" />
          <Radio value="secret" label="Direct Line secret" />
        </RadioGroup>
      </Field>
      <Field
        label={isSecret ? 'Secret' : 'Token endpoint'}
        required={!exists}
        hint={isSecret ? (exists ? KEPT : SECRET) : ENDPOINT}
        validationMessage={
          mistakeAt(error, 'directLine') && mistakeAt(error, 'directLine.domain') === undefined
            ? mistakeAt(error, 'directLine')
            : undefined
        }
      >
        <Input
          value={draft.key}
          type={isSecret ? 'password' : 'url'}
          autoComplete="off"
          onChange={(_, { value }) => onChange({ key: value })}
          data-testid="connection-key"
        />
      </Field>
      <Field
        label="Direct Line address"
        hint="Leave it empty: the region is found by itself. Needed for a secret of a regional or sovereign bot, e.g. https://europe.directline.botframework.com"
        validationMessage={mistakeAt(error, 'directLine.domain')}
      >
        <Input
          value={draft.domain}
          type="url"
          onChange={(_, { value }) => onChange({ domain: value })}
          data-testid="connection-domain"
        />
      </Field>
    </>
  );
}

const ENDPOINT = 'In Copilot Studio: Channels › Native app.';
const SECRET = 'In Copilot Studio: Settings › Security › Web channel security. Kept sealed, never shown again.';
const KEPT = 'Leave it empty to keep the one there is.';
