import { Field, Input } from '@fluentui/react-components';
import type { ConnectionWithSecret } from '../../../../src/contract/api';
import { mistakeAt } from '../../parts/mistakes';
import { Copyable } from '../../parts/Copyable';
import type { FieldsProps, KindOfBot } from './kindOfBot';

export const rest: KindOfBot = {
  name: 'REST bot',
  inShort: 'anything that can call a web address',
  appIdHint: 'Any name no other connection has. The bot names itself by it.',
  aboutTest: 'The desk sends the bot’s webhook a signed ping.',
  handsOverInTest: false,
  makesSecret: true,
  Fields: Callback,
  Added,
  newConnection: (named, { callbackUrl }) => ({ ...named, kind: 'rest', callbackUrl: callbackUrl.trim() || null }),
};

function Callback({ draft, error, onChange }: FieldsProps) {
  return (
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
  );
}

function Added({ connection: { appId, signingSecret } }: { connection: ConnectionWithSecret }) {
  return (
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
  );
}
