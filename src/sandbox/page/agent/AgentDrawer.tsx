import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  OverlayDrawer,
  Radio,
  RadioGroup,
  Select,
  Spinner,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Dismiss24Regular } from '@fluentui/react-icons/svg/dismiss';
import type { AgentSettings, SandboxPerson } from '../../state/contract';
import { Failed } from '../parts/Failed';
import { useFaults } from '../trouble/useFaults';
import { Calls } from './Calls';
import { ALL_WELL, CREDENTIALS, DISPATCH, PUSHES, troublesOn, WAYS } from './troubles';
import { type useAgent, useApp } from './useAgent';

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw', width: '400px' },
  list: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px 0 20px' },
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
    <OverlayDrawer
      className={styles.drawer}
      position="end"
      open
      onOpenChange={(_event, data) => !data.open && onClose()}
      aria-label="Set up Contoso HR"
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" aria-label="Close" icon={<Dismiss24Regular />} onClick={onClose} />}
        >
          Contoso HR
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <Text>An agent of Copilot Studio in Teams. It answers by itself until somebody asks for a person.</Text>
        {agent.isPending && <Spinner label="Reading how it is set" />}
        {agent.isLoadingError && (
          <Failed what="It cannot be read." error={agent.error} onRetry={() => void agent.refetch()} />
        )}
        {change.isError && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>Not changed. {change.error.message}</MessageBarBody>
          </MessageBar>
        )}
        {now && (
          <div className={styles.list}>
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
          </div>
        )}
      </DrawerBody>
    </OverlayDrawer>
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
