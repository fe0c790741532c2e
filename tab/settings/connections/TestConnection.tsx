import { useId, useState } from 'react';
import { Checkbox, Field, Input, Spinner, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons';
import type { Connection, TestReport, TestStep } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { useSettingsStyles } from '../parts/Settings.styles';
import { KINDS } from './kinds/kinds';
import { useConnection, useTestConnection } from './useConnections';

const useStyles = makeStyles({
  report: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, padding: 0 },
  step: { display: 'flex', gap: tokens.spacingHorizontalS, listStyleType: 'none' },
  icon: { fontSize: '20px', lineHeight: 1, flexShrink: 0, width: '20px' },
  ok: { color: tokens.colorPaletteGreenForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  title: { fontWeight: tokens.fontWeightSemibold },
  remedy: { marginTop: tokens.spacingVerticalXXS },
});

/** A real round trip to the bot, watched step by step. */
export function TestConnection({ connection: given, onClose }: { connection: Connection; onClose: () => void }) {
  const settings = useSettingsStyles();
  const start = useTestConnection(given.id);
  const { data: connection = given } = useConnection(given.id);
  const [handoff, setHandoff] = useState(false);
  const [phrase, setPhrase] = useState('speak to agent');
  const { aboutTest, handsOverInTest } = KINDS[connection.kind];
  const report = connection.test;
  const isRunning = report?.state === 'running' || start.isPending;
  return (
    <AskDialog
      title={`Test ${connection.name}`}
      confirm={report ? 'Test again' : 'Start'}
      busy="Testing…"
      testId="test-dialog"
      isPending={isRunning}
      error={start.error}
      dismiss="Close"
      canConfirm={!handoff || phrase.trim() !== ''}
      onConfirm={() => start.mutate(handoff ? { handoff, phrase: phrase.trim() } : { handoff })}
      onClose={onClose}
    >
      <div className={settings.form}>
        {aboutTest}
        {handsOverInTest && (
          <Checkbox
            label="Also let it hand over, which opens an escalation marked as a test"
            checked={handoff}
            onChange={(_, { checked }) => setHandoff(checked === true)}
            data-testid="test-handoff"
          />
        )}
        {handoff && (
          <Field label="Words that make it hand over" required>
            <Input
              value={phrase}
              maxLength={500}
              onChange={(_, { value }) => setPhrase(value)}
              data-testid="test-phrase"
            />
          </Field>
        )}
        {report && <Report report={report} />}
      </div>
    </AskDialog>
  );
}

function Report({ report }: { report: TestReport }) {
  const styles = useStyles();
  const id = useId();
  return (
    <section aria-labelledby={id} aria-live="polite" data-testid="test-report" data-state={report.state}>
      <p id={id} className={styles.title}>
        {VERDICTS[report.state]}
      </p>
      <ol className={styles.report}>
        {report.steps.map((step) => (
          <Step key={step.name} step={step} />
        ))}
      </ol>
    </section>
  );
}

const VERDICTS: Record<TestReport['state'], string> = {
  running: 'The test is running.',
  passed: 'The test passed.',
  failed: 'The test failed.',
};
const STATES: Record<TestStep['state'], string> = { running: 'under way', ok: 'worked', failed: 'failed' };

function Step({ step }: { step: TestStep }) {
  const styles = useStyles();
  const icons = {
    running: <Spinner size="extra-tiny" />,
    ok: <CheckmarkCircleRegular className={styles.ok} />,
    failed: <DismissCircleRegular className={styles.failed} />,
  };
  return (
    <li className={styles.step} data-testid="test-step" data-step={step.name} data-state={step.state}>
      <span className={styles.icon} aria-hidden>
        {icons[step.state]}
      </span>
      <div className={styles.words}>
        <span className={styles.title}>{step.title}</span>: {STATES[step.state]}
        {step.detail && <div>{step.detail}</div>}
        {step.remedy && <div className={styles.remedy}>What to do: {step.remedy}</div>}
      </div>
    </li>
  );
}
