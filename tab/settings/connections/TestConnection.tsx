import { useId, useState } from 'react';
import { Checkbox, Field, Input, Spinner, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons';
import type { Connection, TestReport, TestStep } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { useSettingsStyles } from '../parts/Settings.styles';
import { KINDS } from './kinds/kinds';
import { useConnection, useTestConnection } from './useConnections';
import { settingsWords } from '../../words/settings/common';
import { connectionWords } from '../../words/settings/connections';

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
  const [phrase, setPhrase] = useState(() => connectionWords.testing.phraseExample);
  const { handsOverInTest } = KINDS[connection.kind];
  const report = connection.test;
  const isRunning = report?.state === 'running' || start.isPending;
  return (
    <AskDialog
      title={connectionWords.testNamed({ name: connection.name })}
      confirm={report ? connectionWords.testing.again : connectionWords.testing.start}
      busy={connectionWords.testing.busy}
      testId="test-dialog"
      isPending={isRunning}
      error={start.error}
      dismiss={settingsWords.close}
      canConfirm={!handoff || phrase.trim() !== ''}
      onConfirm={() => start.mutate(handoff ? { handoff, phrase: phrase.trim() } : { handoff })}
      onClose={onClose}
      breaksOff
    >
      <div className={settings.form}>
        {connectionWords.kinds[connection.kind].aboutTest}
        {handsOverInTest && (
          <Checkbox
            label={connectionWords.testing.alsoHandsOver}
            checked={handoff}
            onChange={(_, { checked }) => setHandoff(checked === true)}
            data-testid="test-handoff"
          />
        )}
        {handoff && (
          <Field label={connectionWords.testing.phrase} required>
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
        {connectionWords.testing.verdicts[report.state]}
      </p>
      <ol className={styles.report}>
        {report.steps.map((step) => (
          <Step key={step.name} step={step} />
        ))}
      </ol>
    </section>
  );
}

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
        {connectionWords.testing.steps[step.state]({ step: <span className={styles.title}>{step.title}</span> })}
        {step.detail && <div>{step.detail}</div>}
        {step.remedy && <div className={styles.remedy}>{connectionWords.testing.remedy({ remedy: step.remedy })}</div>}
      </div>
    </li>
  );
}
