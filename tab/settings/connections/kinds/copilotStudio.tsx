import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { BotFields } from './BotFields';
import { registrationOf } from './connectionDraft';
import { mistakeAt } from '../../parts/mistakes';
import type { FieldsProps, KindOfBot } from './kindOfBot';

export const copilotStudio: KindOfBot = {
  name: 'Copilot Studio agent',
  inShort: 'customers write to a Teams bot of this desk',
  appIdHint: 'Any ID of your own that no other connection has, e.g. the agent’s schema name.',
  aboutTest: 'The desk asks for a token, begins a conversation, says hello and waits for an answer.',
  handsOverInTest: true,
  makesSecret: false,
  Fields: Reach,
  LastFields: ({ draft, error, onChange }) => (
    <BotFields bot={draft.bot} error={error} onChange={(bot) => onChange({ bot })} />
  ),
  isComplete: ({ key }) => key.trim() !== '',
  newConnection: (named, { by, key, domain, bot }) => ({
    ...named,
    kind: 'copilotStudio',
    directLine: { [by]: key.trim(), domain: domain.trim() || null },
    bot: bot && registrationOf(bot),
  }),
};

function Reach({ draft, error, exists, onChange }: FieldsProps) {
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
