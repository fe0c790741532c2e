import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import type { Escalation, Queue as QueueShape } from '../../src/contract/api';
import { useQueues } from '../desk/useDesk';
import type { Place } from '../desk/teams';
import { StatePanel, Failed, LoadingRows } from '../parts/StatePanels';
import { PaneHeader } from '../parts/PaneHeader';
import { useYou } from '../parts/you';
import { Section } from './Section';
import { useSectionStyles } from './Section.styles';
import { useFocusLeftRow } from '../parts/useFocusLeftRow';

interface QueueProps {
  openId: string | null;
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/** The team's tab: the same for every member. */
export function Queue({ openId, onOpen }: QueueProps) {
  const styles = useSectionStyles();
  const { place } = useYou();
  const queues = useQueues();
  const list = useFocusLeftRow(openId);
  if (queues.data === undefined) {
    return queues.error ? (
      <Failed fill what="The queue did not load" error={queues.error} onRetry={() => void queues.refetch()} />
    ) : (
      <LoadingRows />
    );
  }
  const here = queuesHere(queues.data, place);
  const only = here.length === 1 ? here[0] : undefined;
  const ids = new Set(here.map((queue) => queue.id));
  const ofHere = (items: Escalation[]) => items.filter((item) => ids.has(item.queue.id));
  const queueFilter = only ? { queue: only.id } : {};
  return (
    <>
      <PaneHeader title={only?.name ?? here[0]?.teamName ?? 'Queues'} />
      <div className={styles.scroll} ref={list} tabIndex={-1}>
        {here.length === 0 ? (
          <StatePanel title="This team has no queue yet" testId="no-queue">
            Ask a manager to connect one of its channels: in the channel, mention the app and write “connect”.
          </StatePanel>
        ) : (
          <>
            <Section
              id="waiting"
              title="Waiting"
              as="waiting"
              filter={{ status: 'waiting', order: 'longest', ...queueFilter }}
              arrange={ofHere}
              openId={openId}
              onOpen={onOpen}
              empty={
                <StatePanel title="Nobody is waiting" picture={<CheckmarkCircleRegular />} testId="nobody-waits">
                  When a customer asks for a person, they appear here at once.
                </StatePanel>
              }
            />
            <Section
              id="taken"
              title="With agents"
              as="taken"
              filter={{ status: 'claimed', order: 'newest', ...queueFilter }}
              arrange={ofHere}
              openId={openId}
              onOpen={onOpen}
              empty={<StatePanel quiet title="No open conversations" />}
            />
          </>
        )}
      </div>
    </>
  );
}

/** The channel's own queue, else the team's, else (opened elsewhere) all one may see. */
function queuesHere(queues: QueueShape[], { teamId, channelId }: Place): QueueShape[] {
  const ofChannel = queues.filter((queue) => channelId !== null && queue.channelId === channelId);
  if (ofChannel.length > 0) return ofChannel;
  return teamId === null ? queues : queues.filter((queue) => queue.teamId === teamId);
}
