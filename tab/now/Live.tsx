import { useState } from 'react';
import { Button, ToggleButton } from '@fluentui/react-components';
import { DismissRegular, PauseRegular } from '@fluentui/react-icons';
import type { DeskNow } from '../../src/contract/api';
import { isOutOfSight } from '../desk/apiError';
import { ScrollArea } from '../parts/ScrollArea';
import { Failed, LoadingRows } from '../parts/StatePanels';
import { useFocusLeftRow } from '../parts/useFocusLeftRow';
import { nowWords } from '../words/now';
import { AgentsNow } from './AgentsNow';
import { EscalationsNow } from './EscalationsNow';
import { useNowStyles } from './Now.styles';
import { QueuesNow } from './QueuesNow';
import { useDeskNow } from './useDeskNow';

interface LiveProps {
  openId: string | null;
  onOpen: (escalationId: string) => void;
  /** Shows the chats a figure counts. */
  onHistory: (shows: Record<string, string>) => void;
}

/** Every queue and agent at this moment, and the chats that are open. */
export function Live(props: LiveProps) {
  const { data, error, refetch } = useDeskNow();
  if (data && !isOutOfSight(error)) return <Shown {...props} desk={data} />;
  if (error) return <Failed fill what={nowWords.failed} error={error} onRetry={() => void refetch()} />;
  return <LoadingRows label={nowWords.loading} />;
}

function Shown({ desk, openId, onOpen, onHistory }: LiveProps & { desk: DeskNow }) {
  const styles = useNowStyles();
  const list = useFocusLeftRow(openId);
  const [queueId, setQueueId] = useState<string | null>(null);
  const [agentId, setAgentId] = useState<string | null>(null);
  const queue = desk.queues.find((each) => each.queue.id === queueId)?.queue;
  const agent = desk.agents.find(({ id }) => id === agentId);
  const handleAll = () => {
    setQueueId(null);
    setAgentId(null);
  };
  return (
    <ScrollArea className={styles.scroll} ref={list} data-testid="now">
      <div className={styles.column}>
        <QueuesNow queues={desk.queues} chosen={queueId} onChoose={setQueueId} onHistory={onHistory} />
        <div className={styles.halves}>
          <div className={styles.half}>
            {(queue ?? agent) && (
              <Button
                size="small"
                className={styles.clear}
                icon={<DismissRegular />}
                iconPosition="after"
                onClick={handleAll}
                data-testid="now-all"
              >
                {nowWords.only({ names: [queue?.name, agent?.name].filter(Boolean).join(', ') })}
              </Button>
            )}
            <Chats desk={desk} queue={queue} agent={agent} onOpen={onOpen} />
          </div>
          <section className={styles.half} aria-labelledby="now-agents">
            <h2 className={styles.title} id="now-agents">
              {nowWords.agents} <span className={styles.count}>{desk.agents.length}</span>
            </h2>
            <AgentsNow
              agents={desk.agents}
              chosen={agentId}
              onChoose={setAgentId}
              staysAvailableMinutes={desk.staysAvailableMinutes}
            />
          </section>
        </div>
      </div>
    </ScrollArea>
  );
}

interface ChatsProps {
  desk: DeskNow;
  queue: { id: string } | undefined;
  /** With an agent chosen nobody waits. */
  agent: { id: string; name: string } | undefined;
  onOpen: (escalationId: string) => void;
}

/** Open chats of the queue and the agent that are chosen: who waits, who left a message, who is with agents. */
function Chats({ desk, queue, agent, onOpen }: ChatsProps) {
  const styles = useNowStyles();
  const [onlyOnHold, setOnlyOnHold] = useState(false);
  const queues = desk.queues.filter((each) => !queue || each.queue.id === queue.id);
  const messages = queues.reduce((sum, { leftMessages }) => sum + leftMessages, 0);
  const onHold = queues.reduce((sum, each) => sum + each.onHold, 0);
  const inQueue = queue && { queue: queue.id };
  const waiting = [
    { of: 'none', title: nowWords.waitingTitle, empty: nowWords.waitingEmpty, testId: 'now-waiting' },
    { of: 'any', title: nowWords.messagesTitle, empty: nowWords.messagesEmpty, testId: 'now-left-messages' },
  ] as const;
  return (
    <>
      {!agent &&
        waiting
          .filter(({ of }) => of === 'none' || messages > 0)
          .map(({ of, ...list }) => (
            <EscalationsNow
              key={of}
              {...list}
              filter={{ status: 'waiting', leftMessage: of, order: 'longest', ...inQueue }}
              onOpen={onOpen}
            />
          ))}
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
    </>
  );
}
