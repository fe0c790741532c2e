import { Button, Field, makeStyles, Radio, RadioGroup, Select, Switch, tokens } from '@fluentui/react-components';
import type { AgentSettings, SandboxPerson } from '../../state/contract';
import { SwitchDrawer } from '../parts/SwitchDrawer';
import { useFaults } from '../trouble/useFaults';
import { Calls } from './Calls';
import { ALL_WELL, CREDENTIALS, DISPATCH, PUSHES, troublesOn, WAYS } from './troubles';
import { type useAgent, useApp } from './useAgent';

const useStyles = makeStyles({
  drawer: { width: '400px' },
  heading: {
    margin: '8px 0 0',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  words: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  hint: { paddingInlineStart: '60px', marginTop: 0 },
});

interface Props extends ReturnType<typeof useAgent> {
  person: SandboxPerson;
  onClose: () => void;
}

/** How Contoso HR reaches the desk, who has the desk's app, and what goes wrong. */
export default function AgentDrawer({ person, agent, change, onClose }: Props) {
  const styles = useStyles();
  const now = agent.data?.settings;
  const set = (settings: Partial<AgentSettings>) => change.mutate(settings);
  return (
    <SwitchDrawer
      title="Contoso HR"
      label="Set up Contoso HR"
      className={styles.drawer}
      words="An agent of Copilot Studio in Teams. It answers by itself until somebody asks for a person."
      query={agent}
      reading="Reading how it is set"
      unreadable="It cannot be read."
      change={change}
      onClose={onClose}
    >
      {now && (
        <>
          <Field label="How it hands over">
            <RadioGroup value={now.way} onChange={(_event, { value }) => set({ way: value as AgentSettings['way'] })}>
              {(Object.keys(WAYS) as AgentSettings['way'][]).map((way) => (
                <Radio
                  key={way}
                  value={way}
                  data-testid={`agent-${way}`}
                  label={
                    <>
                      {WAYS[way].name}
                      <span className={styles.words}>{WAYS[way].words}</span>
                    </>
                  }
                />
              ))}
            </RadioGroup>
          </Field>
          {now.way === 'connected' && (
            <Field
              hint={{
                className: styles.hint,
                children: 'expectReplies: without it the desk is told where to write.',
              }}
            >
              <Switch
                label="It waits for words in the answer"
                checked={now.expectReplies}
                data-testid="agent-expect-replies"
                onChange={(_event, { checked }) => set({ expectReplies: checked })}
              />
            </Field>
          )}
          <h3 className={styles.heading}>The desk’s own chat</h3>
          <DeskApp person={person} />
          <h3 className={styles.heading}>Make trouble</h3>
          <Choice
            label={now.way === 'calls' ? 'The key it brings' : 'The token it brings'}
            testId="agent-credentials"
            choices={CREDENTIALS}
            value={now.credentials}
            onChoose={(credentials) => set({ credentials })}
          />
          {now.way === 'connected' && (
            <>
              <Choice
                label="Words of the desk between two turns"
                testId="agent-pushes"
                choices={PUSHES}
                value={now.pushes}
                onChoose={(pushes) => set({ pushes })}
              />
              <Choice
                label="Words of the customer while a person is there"
                testId="agent-dispatch"
                choices={DISPATCH}
                value={now.dispatch}
                onChoose={(dispatch) => set({ dispatch })}
              />
            </>
          )}
          <Switch
            label="It sends everything twice"
            checked={now.repeats}
            data-testid="agent-repeats"
            onChange={(_event, { checked }) => set({ repeats: checked })}
          />
          <Button disabledFocusable={troublesOn(now) === 0} data-testid="agent-well" onClick={() => set(ALL_WELL)}>
            All well
          </Button>
          <h3 className={styles.heading}>What passed</h3>
          <Calls calls={agent.data?.calls ?? []} />
        </>
      )}
    </SwitchDrawer>
  );
}

/** Whether the desk's bot may write to this person, and whether the desk may see to that itself. */
function DeskApp({ person }: { person: SandboxPerson }) {
  const styles = useStyles();
  const { installed, install } = useApp(person.id);
  const { faults, change } = useFaults();
  return (
    <>
      <Field {...(install.isError && { validationMessage: `Not changed. ${install.error.message}` })}>
        <Switch
          label={`${person.name} has the app`}
          checked={installed.data ?? true}
          disabled={installed.data === undefined || install.isPending}
          data-testid="agent-app"
          onChange={(_event, { checked }) => install.mutate(checked)}
        />
      </Field>
      <Field hint={{ className: styles.hint, children: 'By Microsoft Graph, with the consent of the organisation.' }}>
        <Switch
          label="The desk may add it for people"
          checked={faults.data?.install === null}
          disabled={!faults.data}
          data-testid="agent-graph"
          onChange={(_event, { checked }) => change.mutate({ install: checked ? null : 'forbidden' })}
        />
      </Field>
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  testId: string;
  choices: readonly (readonly [T, string])[];
  value: T;
  onChoose: (value: T) => void;
}

function Choice<T extends string>({ label, testId, choices, value, onChoose }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      <Select value={value} data-testid={testId} onChange={(_event, data) => onChoose(data.value as T)}>
        {choices.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
