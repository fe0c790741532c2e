import { Suspense, useCallback, useState } from 'react';
import { Button, MessageBar, MessageBarBody, Tab, TabList } from '@fluentui/react-components';
import { FullScreenMaximizeRegular, LockClosedRegular } from '@fluentui/react-icons';
import { Sideways } from '../parts/Sideways';
import { StatePanel, LoadingRows } from '../parts/StatePanels';
import { PaletteButton } from '../keyboard/PaletteButton';
import { PaneHeader } from '../parts/PaneHeader';
import { lazily } from '../parts/lazily';
import { useYou } from '../parts/you';
import { agentFiguresWords } from '../words/agentFigures';
import { figureWords } from '../words/figures';
import { Live } from './Live';
import { useNowStyles } from './Now.styles';
import { nowWords } from '../words/now';
import { wallWords } from '../words/wall';
import { queuesOfLink } from './wallShown';

interface NowProps {
  openId: string | null;
  onOpen: (escalationId: string) => void;
  onBack: (() => void) | undefined;
  /** Shows the chats a figure counts. */
  onHistory: (shows: Record<string, string>) => void;
}

const Wall = lazily(() => import('./Wall').then(({ Wall }) => Wall));
const OverTime = lazily(() => import('./overTime/OverTime').then(({ OverTime }) => OverTime));
const OwnFigures = lazily(() => import('./overTime/OwnFigures').then(({ OwnFigures }) => OwnFigures));
const Failures = lazily(() => import('./failures/Failures').then(({ Failures }) => Failures));

const VIEWS = [
  { view: 'live', title: figureWords.live, testId: 'view-live' },
  { view: 'overTime', title: figureWords.overTime, testId: 'view-over-time' },
  { view: 'failures', title: figureWords.failures, testId: 'view-failures' },
  { view: 'mine', title: agentFiguresWords.mine, testId: 'view-mine' },
] as const;
type View = (typeof VIEWS)[number]['view'];

/** For whoever comes back from the history. */
let viewBefore: View = 'live';

/** Closed once, a link leads to it no more. */
let isWallTaken = false;

/** The desk at this moment, for whoever keeps it running. */
export function Now(props: NowProps) {
  const styles = useNowStyles();
  const { me, isManager, place } = useYou();
  const isAgent = me.roles.includes('agent');
  const [wall, setWall] = useState(() => (isWallTaken ? null : queuesOfLink(place.escalationId)));
  const closeWall = useCallback(() => {
    isWallTaken = true;
    setWall(null);
  }, []);
  return (
    <>
      <PaneHeader title={isManager || !isAgent ? nowWords.title : agentFiguresWords.mine} onBack={props.onBack}>
        {/* Under the big screen, too: the focus comes back to it. */}
        {isManager && (
          <Button
            appearance="subtle"
            className={styles.bigScreen}
            icon={<FullScreenMaximizeRegular />}
            onClick={() => setWall([])}
            title={wallWords.open}
            data-testid="open-wall"
          >
            <span className={styles.bigScreenName}>{wallWords.open}</span>
          </Button>
        )}
        <PaletteButton />
      </PaneHeader>
      {!isManager && wall && (
        <MessageBar intent="info" layout="multiline" data-testid="wall-for-managers">
          <MessageBarBody>{wallWords.forManagers}</MessageBarBody>
        </MessageBar>
      )}
      {!isManager && isAgent && (
        <Suspense fallback={<LoadingRows label={figureWords.loading} />}>
          <OwnFigures onHistory={props.onHistory} />
        </Suspense>
      )}
      {!isManager && !isAgent && (
        <StatePanel fill title={nowWords.forManagers} picture={<LockClosedRegular />}>
          {nowWords.yourQueues}
        </StatePanel>
      )}
      {isManager && !wall && <Views {...props} />}
      {isManager && wall && (
        <Suspense fallback={<LoadingRows label={figureWords.loading} />}>
          <Wall queueIds={wall} onClose={closeWall} />
        </Suspense>
      )}
    </>
  );
}

function Views({ openId, onOpen, onHistory }: NowProps) {
  const styles = useNowStyles();
  const { me } = useYou();
  const [view, setView] = useState(viewBefore);
  return (
    <>
      <Sideways className={styles.views}>
        <TabList
          size="small"
          selectedValue={view}
          aria-label={figureWords.views}
          onTabSelect={(_, { value }) => {
            viewBefore = VIEWS.find((each) => each.view === value)?.view ?? 'live';
            setView(viewBefore);
          }}
        >
          {VIEWS.filter((each) => each.view !== 'mine' || me.roles.includes('agent')).map((each) => (
            <Tab key={each.view} value={each.view} className={styles.view} data-testid={each.testId}>
              {each.title}
            </Tab>
          ))}
        </TabList>
      </Sideways>
      <Suspense fallback={<LoadingRows label={figureWords.loading} />}>
        {view === 'live' && <Live openId={openId} onOpen={onOpen} onHistory={onHistory} />}
        {view === 'overTime' && <OverTime onHistory={onHistory} />}
        {view === 'failures' && <Failures onHistory={onHistory} onOpen={onOpen} />}
        {view === 'mine' && <OwnFigures onHistory={onHistory} />}
      </Suspense>
    </>
  );
}
