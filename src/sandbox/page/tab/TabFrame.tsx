import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { SandboxPerson, World } from '../../state/contract';
import { api } from '../data/api';
import { Failed } from '../parts/Failed';
import type { ThemeName } from '../parts/theme';
import type { TabAddress } from './deepLink';
import { followLink } from './followLink';
import { hostContext, tabUrl } from './hostContext';
import { playTeamsHost, type TabReport } from './teamsHost';

/** Teams gives a tab this long before it shows an error. */
const PATIENCE_MS = 30_000;

const useStyles = makeStyles({
  root: { flexGrow: 1, minWidth: 0, minHeight: 0, position: 'relative', display: 'flex' },
  frame: { flexGrow: 1, width: '100%', border: 'none', backgroundColor: tokens.colorNeutralBackground3 },
  cover: {
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

interface Props {
  world: World;
  person: SandboxPerson;
  address: TabAddress;
  theme: ThemeName;
  shown: boolean;
}

/** The desk's tab in its frame, with the page playing Teams around it. It loads when it is first looked at. */
export function TabFrame({ world, person, address, theme, shown }: Props) {
  const styles = useStyles();
  const frame = useRef<HTMLIFrameElement>(null);
  const host = useRef<ReturnType<typeof playTeamsHost> | null>(null);
  const [opened, setOpened] = useState(shown);
  const [attempt, setAttempt] = useState(0);
  const [report, setReport] = useState<TabReport | null>(null);
  if (shown && !opened) setOpened(true);

  const tab = world.app.tabs.find((one) => one.entityId === address.entityId) ?? world.app.tabs[0];
  const context = useEffectEvent(() => hostContext(world, person, address, theme));
  const [src] = useState(() => tab && tabUrl(tab.contentUrl, hostContext(world, person, address, theme)));

  useEffect(() => {
    if (!opened) return;
    const playing = playTeamsHost({
      tabWindow: () => frame.current?.contentWindow ?? null,
      tabOrigin: location.origin,
      context: () => context(),
      token: () => api.token(person.id),
      openLink: (url) => {
        followLink(url);
        return true;
      },
      reported: setReport,
    });
    host.current = playing;
    const tooLate = setTimeout(
      () => setReport((now) => (now === null || now.state === 'started' ? LATE : now)),
      PATIENCE_MS,
    );
    return () => {
      clearTimeout(tooLate);
      playing.stop();
    };
  }, [opened, attempt, person.id]);

  useEffect(() => host.current?.themeChanged(theme), [theme]);

  function handleRetry() {
    setReport(null);
    setAttempt(attempt + 1);
  }

  if (!opened || !src) return null;
  return (
    <div className={styles.root}>
      <iframe
        key={attempt}
        ref={frame}
        className={styles.frame}
        src={src}
        title={`${world.app.name}: ${tab?.name ?? ''}`}
        data-testid="tab-frame"
        data-state={report?.state ?? 'loading'}
      />
      {report?.state !== 'ready' && (
        <div className={styles.cover}>
          {report?.state === 'failed' ? (
            <Failed what={`${world.app.name} did not start.`} error={new Error(report.reason)} onRetry={handleRetry} />
          ) : (
            <Spinner label={`Opening ${world.app.name}`} />
          )}
        </div>
      )}
    </div>
  );
}

const LATE: TabReport = { state: 'failed', reason: 'The tab did not report that it is ready.' };
