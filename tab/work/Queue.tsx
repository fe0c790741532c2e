import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import type { Escalation, Queue as QueueShape } from '../../src/contract/api';
import { useQueues } from '../desk/useDesk';
import type { Place } from '../desk/teams';
import { ScrollArea } from '../parts/ScrollArea';
import { StatePanel, Failed, LoadingRows } from '../parts/StatePanels';
import { PaletteButton } from '../keyboard/PaletteButton';
import { PaneHeader } from '../parts/PaneHeader';
import { useYou } from '../parts/you';
import { workWords } from '../words/work';
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
      <Failed fill what={workWords.queueFailed} error={queues.error} onRetry={() => void queues.refetch()} />
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
      <PaneHeader title={only?.name ?? here[0]?.teamName ?? workWords.queues}>
        <PaletteButton />
      </PaneHeader>
      <ScrollArea className={styles.scroll} ref={list}>
        {here.length === 0 ? (
          <StatePanel title={workWords.teamHasNoQueue} testId="no-queue">
            {workWords.askForAQueue}
          </StatePanel>
        ) : (
          <>
            <Section
              id="waiting"
              title={workWords.waiting}
              as="waiting"
              filter={{ status: 'waiting', order: 'longest', ...queueFilter }}
              arrange={ofHere}
              openId={openId}
              onOpen={onOpen}
              empty={
                <StatePanel title={workWords.nobodyWaits} picture={<CheckmarkCircleRegular />} testId="nobody-waits">
                  {workWords.theyAppearHere}
                </StatePanel>
              }
            />
            <Section
              id="taken"
              title={workWords.withAgents}
              as="taken"
              filter={{ status: 'claimed', order: 'newest', ...queueFilter }}
              arrange={ofHere}
              openId={openId}
              onOpen={onOpen}
              empty={<StatePanel quiet title={workWords.noChatsWithAgents} />}
            />
          </>
        )}
      </ScrollArea>
    </>
  );
}

/** The channel's own queue, else the team's, else (opened elsewhere) all one may see. */
function queuesHere(queues: QueueShape[], { teamId, channelId }: Place): QueueShape[] {
  const ofChannel = queues.filter((queue) => channelId !== null && queue.channelId === channelId);
  if (ofChannel.length > 0) return ofChannel;
  return teamId === null ? queues : queues.filter((queue) => queue.teamId === teamId);
}
