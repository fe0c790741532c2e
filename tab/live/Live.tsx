import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { DismissRegular, LockClosedRegular } from '@fluentui/react-icons';
import { StatePanel, Failed, LoadingRows } from '../parts/StatePanels';
import { PaneHeader } from '../parts/PaneHeader';
import { useFocusLeftRow } from '../parts/useFocusLeftRow';
import { useYou } from '../parts/you';
import { useLiveStyles } from './Live.styles';
import { LiveAgents } from './LiveAgents';
import { LiveList } from './LiveList';
import { LiveQueues } from './LiveQueues';
import { useLiveDesk } from './useLiveDesk';

interface LiveProps {
  openId: string | null;
  onOpen: (escalationId: string) => void;
  onBack: (() => void) | undefined;
}

/** The desk at this moment, for whoever keeps it running. */
export function Live(props: LiveProps) {
  const { isManager } = useYou();
  return (
    <>
      <PaneHeader title="Now" onBack={props.onBack} />
      {isManager ? (
        <LiveDesk {...props} />
      ) : (
        <StatePanel fill title="This view is for managers" picture={<LockClosedRegular />}>
          Your own queues are under Work.
        </StatePanel>
      )}
    </>
  );
}

function LiveDesk({ openId, onOpen }: LiveProps) {
  const styles = useLiveStyles();
  const list = useFocusLeftRow(openId);
  const { data, error, refetch } = useLiveDesk();
  const [queueId, setQueueId] = useState<string | null>(null);
  const [agentId, setAgentId] = useState<string | null>(null);
  const queue = data?.queues.find((each) => each.queue.id === queueId)?.queue;
  const agent = data?.agents.find(({ id }) => id === agentId);
  const inQueue = queue ? { queue: queue.id } : {};
  if (!data) {
    return error ? (
      <Failed fill what="The figures did not load" error={error} onRetry={() => void refetch()} />
    ) : (
      <LoadingRows label="Loading the figures" />
    );
  }
  return (
    <div className={styles.scroll} ref={list} tabIndex={-1} data-testid="live">
      <div className={styles.column}>
        <LiveQueues queues={data.queues} chosen={queueId} onChoose={setQueueId} />
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
                data-testid="live-all"
              >
                Only {[queue?.name, agent?.name].filter(Boolean).join(', ')}
              </Button>
            )}
            {!agent && (
              <LiveList
                title="Waiting"
                filter={{ status: 'waiting', order: 'longest', ...inQueue }}
                empty="Nobody is waiting"
                testId="live-waiting"
                onOpen={onOpen}
              />
            )}
            <LiveList
              title={agent ? `With ${agent.name}` : 'With agents'}
              filter={{ status: 'claimed', order: 'longest', ...inQueue, ...(agent && { assignee: agent.id }) }}
              empty="No open conversations"
              testId="live-claimed"
              onOpen={onOpen}
            />
          </div>
          <section className={styles.half} aria-labelledby="live-agents">
            <h2 className={styles.title} id="live-agents">
              Agents <span className={styles.count}>{data.agents.length}</span>
            </h2>
            <LiveAgents agents={data.agents} chosen={agentId} onChoose={setAgentId} />
          </section>
        </div>
      </div>
    </div>
  );
}
