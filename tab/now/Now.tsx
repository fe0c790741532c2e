import { Suspense, useCallback, useState } from 'react';
import { Button, Tab, TabList, ToggleButton } from '@fluentui/react-components';
import { DismissRegular, FullScreenMaximizeRegular, LockClosedRegular, PauseRegular } from '@fluentui/react-icons';
import { StatePanel, Failed, LoadingRows } from '../parts/StatePanels';
import { PaletteButton } from '../keyboard/PaletteButton';
import { PaneHeader } from '../parts/PaneHeader';
import { useFocusLeftRow } from '../parts/useFocusLeftRow';
import { lazily } from '../parts/lazily';
import { useYou } from '../parts/you';
import { agentFiguresWords } from '../words/agentFigures';
import { figureWords } from '../words/figures';
import { useNowStyles } from './Now.styles';
import { AgentsNow } from './AgentsNow';
import { EscalationsNow } from './EscalationsNow';
import { QueuesNow } from './QueuesNow';
import { useDeskNow } from './useDeskNow';
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

const VIEWS = ['live', 'overTime', 'failures', 'mine'] as const;
type View = (typeof VIEWS)[number];

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
        {isManager && !wall && (
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

function Views(props: NowProps) {
  const styles = useNowStyles();
  const { me } = useYou();
  const [view, setView] = useState(viewBefore);
  return (
    <>
      <TabList
        className={styles.views}
        size="small"
        selectedValue={view}
        aria-label={figureWords.views}
        onTabSelect={(_, { value }) => {
          viewBefore = VIEWS.find((each) => each === value) ?? 'live';
          setView(viewBefore);
        }}
      >
        <Tab value="live" data-testid="view-live">
          {figureWords.live}
        </Tab>
        <Tab value="overTime" data-testid="view-over-time">
          {figureWords.overTime}
        </Tab>
        <Tab value="failures" data-testid="view-failures">
          {figureWords.failures}
        </Tab>
        {me.roles.includes('agent') && (
          <Tab value="mine" data-testid="view-mine">
            {agentFiguresWords.mine}
          </Tab>
        )}
      </TabList>
      {view === 'live' ? (
        <NowDesk {...props} />
      ) : (
        <Suspense fallback={<LoadingRows label={figureWords.loading} />}>
          {view === 'overTime' ? (
            <OverTime onHistory={props.onHistory} />
          ) : view === 'mine' ? (
            <OwnFigures onHistory={props.onHistory} />
          ) : (
            <Failures onHistory={props.onHistory} onOpen={props.onOpen} />
          )}
        </Suspense>
      )}
    </>
  );
}

function NowDesk({ openId, onOpen }: NowProps) {
  const styles = useNowStyles();
  const list = useFocusLeftRow(openId);
  const { data, error, refetch } = useDeskNow();
  const [queueId, setQueueId] = useState<string | null>(null);
  const [agentId, setAgentId] = useState<string | null>(null);
  const queue = data?.queues.find((each) => each.queue.id === queueId)?.queue;
  const agent = data?.agents.find(({ id }) => id === agentId);
  const [onlyOnHold, setOnlyOnHold] = useState(false);
  const inQueue = queue ? { queue: queue.id } : {};
  if (!data) {
    return error ? (
      <Failed fill what={nowWords.failed} error={error} onRetry={() => void refetch()} />
    ) : (
      <LoadingRows label={nowWords.loading} />
    );
  }
  const shown = data.queues.filter((each) => !queue || each.queue.id === queue.id);
  const messages = shown.reduce((sum, { leftMessages }) => sum + leftMessages, 0);
  const onHold = shown.reduce((sum, each) => sum + each.onHold, 0);
  return (
    <div className={styles.scroll} ref={list} tabIndex={-1} data-testid="now">
      <div className={styles.column}>
        <QueuesNow queues={data.queues} chosen={queueId} onChoose={setQueueId} />
        <div className={styles.halves}>
          <div className={styles.half}>
            {(queue ?? agent) && (
              <Button
                size="small"
                className={styles.clear}
                icon={<DismissRegular />}
                iconPosition="after"
                onClick={() => {
                  setQueueId(null);
                  setAgentId(null);
                }}
                data-testid="now-all"
              >
                {nowWords.only({ names: [queue?.name, agent?.name].filter(Boolean).join(', ') })}
              </Button>
            )}
            {!agent && (
              <EscalationsNow
                title={nowWords.waitingTitle}
                filter={{ status: 'waiting', leftMessage: 'none', order: 'longest', ...inQueue }}
                empty={nowWords.waitingEmpty}
                testId="now-waiting"
                onOpen={onOpen}
              />
            )}
            {!agent && messages > 0 && (
              <EscalationsNow
                title={nowWords.messagesTitle}
                filter={{ status: 'waiting', leftMessage: 'any', order: 'longest', ...inQueue }}
                empty={nowWords.messagesEmpty}
                testId="now-left-messages"
                onOpen={onOpen}
              />
            )}
            {(onHold > 0 || onlyOnHold) && (
              <ToggleButton
                size="small"
                className={styles.clear}
                icon={<PauseRegular />}
                checked={onlyOnHold}
                onClick={() => setOnlyOnHold(!onlyOnHold)}
                data-testid="now-only-on-hold"
              >
                {nowWords.onHold({ count: onHold })}
              </ToggleButton>
            )}
            <EscalationsNow
              title={agent ? nowWords.withAgentTitle({ name: agent.name }) : nowWords.withAgentsTitle}
              filter={{
                status: 'claimed',
                order: 'unanswered',
                ...inQueue,
                ...(agent && { assignee: agent.id }),
                ...(onlyOnHold && { hold: 'any' }),
              }}
              empty={onlyOnHold ? nowWords.onHoldEmpty : nowWords.withAgentsEmpty}
              testId="now-claimed"
              onOpen={onOpen}
            />
          </div>
          <section className={styles.half} aria-labelledby="now-agents">
            <h2 className={styles.title} id="now-agents">
              {nowWords.agents} <span className={styles.count}>{data.agents.length}</span>
            </h2>
            <AgentsNow
              agents={data.agents}
              chosen={agentId}
              onChoose={setAgentId}
              staysAvailableMinutes={data.staysAvailableMinutes}
            />
          </section>
        </div>
      </div>
    </div>
  );
}
