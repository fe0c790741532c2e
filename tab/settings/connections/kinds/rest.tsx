import { Field, Input } from '@fluentui/react-components';
import type { ConnectionWithSecret } from '../../../../src/contract/api';
import { mistakeAt } from '../../parts/mistakes';
import { Copyable } from '../../parts/Copyable';
import type { FieldsProps, KindOfBot } from './kindOfBot';
import { connectionWords } from '../../../words/settings/connections';

export const rest: KindOfBot = {
  isAppIdGiven: false,
  handsOverInTest: false,
  makesSecret: true,
  Fields: Callback,
  Added,
  newConnection: (named, { callbackUrl }) => ({ ...named, kind: 'rest', callbackUrl: callbackUrl.trim() || null }),
};

function Callback({ draft, error, onChange }: FieldsProps) {
  return (
    <Field
      label={connectionWords.fields.callback}
      hint={connectionWords.fields.callbackHint}
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
  const words = connectionWords.needed;
  return (
    <>
      {words.rest}
      <Copyable label={words.handoffs} value={`${location.origin}/api/handoffs`} testId="handoffs-url" />
      <Copyable label={words.connection} value={appId} testId="connection-header" />
      <Copyable
        label={words.signingSecret}
        hint={words.shownOnlyNowReplaceable}
        value={signingSecret ?? ''}
        testId="signing-secret"
      />
    </>
  );
}
