import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { BotFields } from './BotFields';
import { registrationOf } from './connectionDraft';
import { mistakeAt } from '../../parts/mistakes';
import type { FieldsProps, KindOfBot } from './kindOfBot';
import { connectionWords } from '../../../words/settings/connections';

export const copilotStudio: KindOfBot = {
  isAppIdGiven: false,
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
  const words = connectionWords.fields;
  const isSecret = draft.by === 'secret';
  return (
    <>
      <Field label={words.reachBy}>
        <RadioGroup
          layout="horizontal"
          value={draft.by}
          onChange={(_, { value }) => onChange({ by: value === 'secret' ? 'secret' : 'tokenEndpoint', key: '' })}
        >
          <Radio value="tokenEndpoint" label={words.tokenEndpoint} />
          <Radio value="secret" label={words.directLineSecret} />
        </RadioGroup>
      </Field>
      <Field
        label={isSecret ? words.secret : words.tokenEndpoint}
        required={!exists}
        hint={isSecret ? (exists ? words.secretKept : words.secretHint) : words.tokenEndpointHint}
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
      <Field label={words.address} hint={words.addressHint} validationMessage={mistakeAt(error, 'directLine.domain')}>
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
