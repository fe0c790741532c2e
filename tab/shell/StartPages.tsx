/** Pages shown instead of the desk: opening, outside Teams, or refused. */
import { Button, Spinner } from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  LockClosedRegular,
  PeopleChatRegular,
  PlugDisconnectedRegular,
} from '@fluentui/react-icons';
import { wordsOf } from '../desk/apiError';
import { StatePanel, Failed } from '../parts/StatePanels';
import { useAppStyles } from './App.styles';
import { commonWords } from '../words/common';
import { shellWords } from '../words/shell';

export function Opening({ words = shellWords.opening }: { words?: string }) {
  const styles = useAppStyles();
  return (
    <main className={styles.page}>
      <StatePanel fill title="">
        <Spinner label={words} labelPosition="below" />
      </StatePanel>
    </main>
  );
}

export function OpenInTeams() {
  const styles = useAppStyles();
  return (
    <main className={styles.page}>
      <StatePanel
        fill
        page
        title={shellWords.openInTeams}
        picture={<PeopleChatRegular />}
        testId="open-in-teams"
        actions={
          <Button as="a" appearance="primary" href="https://teams.microsoft.com" rel="noopener">
            {shellWords.openTeams}
          </Button>
        }
      >
        {shellWords.livesInTeams}
      </StatePanel>
    </main>
  );
}

export function NoTeams({ onRetry }: { onRetry: () => void }) {
  const styles = useAppStyles();
  return (
    <main className={styles.page} role="alert">
      <StatePanel
        fill
        page
        failed
        title={shellWords.teamsSilent}
        picture={<PlugDisconnectedRegular />}
        testId="no-teams"
        actions={
          <Button icon={<ArrowClockwiseRegular />} onClick={onRetry}>
            {commonWords.tryAgain}
          </Button>
        }
      >
        {shellWords.reloadTab}
      </StatePanel>
    </main>
  );
}

export function Unreachable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const styles = useAppStyles();
  return (
    <main className={styles.page}>
      <Failed fill page what={shellWords.unreachable} error={error} onRetry={onRetry} />
    </main>
  );
}

export function SignInFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const styles = useAppStyles();
  return (
    <main className={styles.page}>
      <div role="alert" style={{ display: 'contents' }}>
        <StatePanel
          fill
          page
          failed
          title={shellWords.signInFailed}
          picture={<LockClosedRegular />}
          testId="sign-in-failed"
          actions={
            <>
              <Button
                appearance="primary"
                icon={<ArrowClockwiseRegular />}
                onClick={onRetry}
                data-testid="retry-sign-in"
              >
                {commonWords.tryAgain}
              </Button>
              <AdminChecks />
            </>
          }
        >
          {shellWords.showAdministrator({ reason: wordsOf(error) })}
        </StatePanel>
      </div>
    </main>
  );
}

function AdminChecks() {
  const styles = useAppStyles();
  const code = (text: string) => <span className={styles.code}>{text}</span>;
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>{shellWords.forAdministrator}</summary>
      <ul className={styles.list}>
        <li>
          {shellWords.checkIdUri({
            uri: code(`api://${window.location.host}/botid-…`),
            resource: code('webApplicationInfo.resource'),
          })}
        </li>
        <li>{shellWords.checkScope({ scope: code('access_as_user') })}</li>
        <li>{shellWords.checkConsent}</li>
        <li>{shellWords.checkClientId}</li>
      </ul>
    </details>
  );
}
