import { useState } from 'react';
import { Badge, Button, Field, Input } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons';
import type { Queue } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { useQueues } from '../../desk/useDesk';
import { AskDialog } from '../../parts/AskDialog';
import { StatePanel, Failed, LoadingRows } from '../../parts/StatePanels';
import { useNotice } from '../../parts/Notice';
import { useClock } from '../../parts/useClock';
import { durationWords, momentInSentence } from '../../words/times';
import { useLocale } from '../../parts/you';
import { TargetsDialog } from '../targets/TargetsDialog';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useChangeQueue, useRemoveQueue } from '../parts/useSettings';

/** Where escalations wait, and how a channel becomes such a place. */
export function Queues() {
  const styles = useSettingsStyles();
  const { data, error, refetch } = useQueues();
  return (
    <section aria-labelledby="settings-queues" data-testid="settings-queues">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-queues">
          Queues
        </h2>
      </div>
      <p className={styles.lead}>
        A queue is a Teams channel where escalations are announced. Its team’s members may claim them.
      </p>
      {!data && !error && <LoadingRows count={2} label="Loading queues" />}
      {!data && error && <Failed quiet what="The queues did not load" error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <StatePanel quiet title="No queue yet" picture={<PeopleTeamRegular />} testId="no-queues">
          Connect a channel as described below; escalations need somewhere to wait.
        </StatePanel>
      )}
      {data && data.length > 0 && (
        <ul className={styles.items}>
          {data.map((queue) => (
            <QueueItem key={queue.id} queue={queue} />
          ))}
        </ul>
      )}
      <details className={styles.howTo} open={data?.length === 0 || undefined}>
        <summary>How to connect a channel</summary>
        <ol className={styles.steps}>
          <li>In Teams, add Handoff Desk to the team that answers customers.</li>
          <li>It posts a welcome card there. Press “Use this channel”.</li>
          <li>For another channel, mention the app in it and write “connect”.</li>
        </ol>
      </details>
    </section>
  );
}

const LOST: Readonly<Record<NonNullable<Queue['channelLost']>, string>> = {
  channelDeleted: 'The channel was deleted: no cards are posted. Restore it in Teams, or connect another channel.',
  teamArchived: 'The team is archived: no cards are posted until it is restored.',
  teamDeleted: 'The team was deleted: no cards are posted. Connect another channel.',
  appRemoved: 'The app was removed from the team: no cards are posted. Add it again, or connect another channel.',
};

function QueueItem({ queue }: { queue: Queue }) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const [asks, setAsks] = useState<'rename' | 'remove' | 'targets' | null>(null);
  const change = useChangeQueue(queue.id);
  const timed = useTargetWords(queue);
  const handleClose = () => setAsks(null);
  const place = [queue.teamName, queue.channelName].filter(Boolean).join(' › ') || 'No channel: its team is gone';
  return (
    <li className={styles.item} data-testid="queue" data-queue={queue.id}>
      <div className={styles.about}>
        <h3 className={styles.name}>
          {queue.name}
          {queue.isDefault && <Badge appearance="tint">Default</Badge>}
        </h3>
        <div className={styles.quiet}>
          {place} · {queue.waiting === 0 ? 'nobody waiting' : `${queue.waiting} waiting`}
        </div>
        {queue.channelLost && (
          <div className={styles.warning} data-testid="channel-lost">
            {LOST[queue.channelLost]}
          </div>
        )}
        <div className={styles.quiet}>{timed}</div>
      </div>
      <div className={styles.actions}>
        {!queue.isDefault && (
          <Button
            size="small"
            disabledFocusable={change.isPending}
            onClick={() => change.mutate({ isDefault: true }, { onError: (error) => say('error', wordsOf(error)) })}
            data-testid="make-default"
          >
            Make default
          </Button>
        )}
        <Button size="small" onClick={() => setAsks('targets')} data-testid="edit-promises">
          What it promises
        </Button>
        <Button size="small" onClick={() => setAsks('rename')} data-testid="rename">
          Rename
        </Button>
        <Button size="small" onClick={() => setAsks('remove')} data-testid="remove">
          Delete
        </Button>
      </div>
      {asks === 'targets' && <TargetsDialog queue={queue} onClose={handleClose} />}
      {asks === 'rename' && <RenameDialog queue={queue} onClose={handleClose} />}
      {asks === 'remove' && <RemoveDialog queue={queue} onClose={handleClose} />}
    </li>
  );
}

/** "Open now · claimed within 5 min · offered to the least busy" */
function useTargetWords({ open, opensAt, serviceTargets }: Queue): string {
  const now = useClock();
  const locale = useLocale();
  return [
    open ? 'Open now' : opensAt ? `Closed, opens ${momentInSentence(opensAt, now, locale)}` : 'Closed',
    serviceTargets.targetSeconds === null
      ? null
      : `claimed within ${durationWords(serviceTargets.targetSeconds * 1_000)}`,
    serviceTargets.assignment === 'automatic' ? 'offered to the least busy' : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

function RenameDialog({ queue, onClose }: { queue: Queue; onClose: () => void }) {
  const [name, setName] = useState(queue.name);
  const change = useChangeQueue(queue.id);
  const wanted = name.trim();
  return (
    <AskDialog
      title="Rename the queue"
      confirm="Rename"
      busy="Renaming…"
      testId="rename-dialog"
      isPending={change.isPending}
      error={change.error}
      canConfirm={wanted !== '' && wanted !== queue.name}
      onConfirm={() => change.mutate({ name: wanted }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Field label="Name" required>
        <Input value={name} maxLength={200} onChange={(_, data) => setName(data.value)} />
      </Field>
    </AskDialog>
  );
}

function RemoveDialog({ queue, onClose }: { queue: Queue; onClose: () => void }) {
  const removal = useRemoveQueue(queue.id);
  return (
    <AskDialog
      title={`Delete ${queue.name}?`}
      confirm="Delete"
      busy="Deleting…"
      testId="remove-dialog"
      isPending={removal.isPending}
      error={removal.error}
      onConfirm={() => removal.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      The Teams channel stays; the desk no longer announces anything there. Its history is kept.
    </AskDialog>
  );
}
