import { Field, Input } from '@fluentui/react-components';
import { lazily } from '../../../parts/lazily';
import { mistakeAt } from '../../parts/mistakes';
import type { FieldsProps, KindOfBot } from './kindOfBot';
import { connectionWords } from '../../../words/settings/connections';

const AgentSetup = lazily(() => import('../setup/AgentSetup').then(({ AgentSetup }) => AgentSetup));

export const copilotStudioTeams: KindOfBot = {
  isAppIdGiven: false,
  handsOverInTest: false,
  makesSecret: false,
  LastFields: Caller,
  Setup: AgentSetup,
  newConnection: (named, { callerAppId }) => ({
    ...named,
    kind: 'copilotStudioTeams',
    callerAppId: callerAppId.trim() || null,
  }),
};

function Caller({ draft, error, onChange }: FieldsProps) {
  return (
    <Field
      label={connectionWords.fields.callerAppId}
      hint={connectionWords.fields.callerAppIdHint}
      validationMessage={mistakeAt(error, 'callerAppId')}
    >
      <Input
        value={draft.callerAppId}
        maxLength={36}
        onChange={(_, { value }) => onChange({ callerAppId: value })}
        data-testid="connection-caller"
      />
    </Field>
  );
}
