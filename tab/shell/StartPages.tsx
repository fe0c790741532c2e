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

export function Opening({ words = 'Opening the desk…' }: { words?: string }) {
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
        title="Open this in Microsoft Teams"
        picture={<PeopleChatRegular />}
        testId="open-in-teams"
        actions={
          <Button as="a" appearance="primary" href="https://teams.microsoft.com" rel="noopener">
            Open Teams
          </Button>
        }
      >
        Handoff Desk lives inside Teams, where it knows who you are. Look for it in the app bar on the left, or press
        “Open chat” on a card in your queue’s channel.
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
        title="Teams did not answer"
        picture={<PlugDisconnectedRegular />}
        testId="no-teams"
        actions={
          <Button icon={<ArrowClockwiseRegular />} onClick={onRetry}>
            Try again
          </Button>
        }
      >
        The desk is open, but Teams around it stays silent. Reload the tab; if that does not help, leave Teams and come
        back.
      </StatePanel>
    </main>
  );
}

export function Unreachable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const styles = useAppStyles();
  return (
    <main className={styles.page}>
      <Failed fill page what="The desk cannot be reached" error={error} onRetry={onRetry} />
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
          title="We could not sign you in"
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
                Try again
              </Button>
              <AdminChecks />
            </>
          }
        >
          {wordsOf(error)} Try again; if it stays like this, show this page to your Teams administrator.
        </StatePanel>
      </div>
    </main>
  );
}

function AdminChecks() {
  const styles = useAppStyles();
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>For your Teams administrator</summary>
      <ul className={styles.list}>
        <li>
          The Entra app’s ID URI is <span className={styles.code}>api://{window.location.host}/botid-…</span> and
          matches <span className={styles.code}>webApplicationInfo.resource</span> in the Teams app.
        </li>
        <li>
          It exposes <span className={styles.code}>access_as_user</span>, allows the Teams clients, and issues version 2
          tokens.
        </li>
        <li>An administrator has consented, and this tenant is in ALLOWED_TENANTS.</li>
        <li>AAD_APP_CLIENT_ID on the server names the same Entra app.</li>
      </ul>
    </details>
  );
}
