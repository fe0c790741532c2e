import { Suspense, useState } from 'react';
import { Badge, Button, Field, Input } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons';
import type { Queue } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { useQueues } from '../../desk/useDesk';
import { AskDialog } from '../../parts/AskDialog';
import { StatePanel, Failed, LoadingRows } from '../../parts/StatePanels';
import { lazily } from '../../parts/lazily';
import { useNotice } from '../../parts/Notice';
import { useClock } from '../../parts/useClock';
import { durationWords, momentInSentence } from '../../words/times';
import { useLocale, useYou } from '../../parts/you';
import { TargetsDialog } from '../targets/TargetsDialog';
import { BeforeResolving } from '../wrapUp/BeforeResolving';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useChangeQueue, useRemoveQueue } from '../parts/useSettings';
import { settingsWords } from '../../words/settings/common';
import { queuesWords } from '../../words/settings/queues';
import { surveyWords } from '../../words/settings/survey';
import { wrapUpWords } from '../../words/settings/wrapUp';

const SurveyDialog = lazily(() => import('../survey/SurveyDialog').then(({ SurveyDialog }) => SurveyDialog));

/** Where escalations wait, and how a channel becomes such a place. */
export function Queues() {
  const styles = useSettingsStyles();
  const { data, error, refetch } = useQueues();
  return (
    <section aria-labelledby="settings-queues" data-testid="settings-queues">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-queues">
          {queuesWords.title}
        </h2>
      </div>
      <p className={styles.lead}>{queuesWords.lead}</p>
      {!data && !error && <LoadingRows count={2} label={queuesWords.loading} />}
      {!data && error && <Failed quiet what={queuesWords.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <StatePanel quiet title={queuesWords.empty} picture={<PeopleTeamRegular />} testId="no-queues">
          {queuesWords.connectAChannel}
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
        <summary>{queuesWords.howTo}</summary>
        <ol className={styles.steps}>
          <li>{queuesWords.stepAdd}</li>
          <li>{queuesWords.stepPress}</li>
          <li>{queuesWords.stepMention}</li>
        </ol>
      </details>
    </section>
  );
}

function QueueItem({ queue }: { queue: Queue }) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const { me, managesAll } = useYou();
  const isTheirs = managesAll || me.manages?.some(({ id }) => id === queue.id) === true;
  const [asks, setAsks] = useState<'rename' | 'remove' | 'targets' | 'before' | 'survey' | null>(null);
  const change = useChangeQueue(queue.id);
  const timed = useTargetWords(queue);
  const handleClose = () => setAsks(null);
  const named = (action: string) => settingsWords.actionOf({ action, name: queue.name });
  const place = [queue.teamName, queue.channelName].filter(Boolean).join(' › ') || queuesWords.noChannel;
  return (
    <li className={styles.item} data-testid="queue" data-queue={queue.id}>
      <div className={styles.about}>
        <h3 className={styles.name}>
          {queue.name}
          {queue.isDefault && <Badge appearance="tint">{queuesWords.isDefault}</Badge>}
        </h3>
        <div className={styles.quiet}>
          {place} · {queue.waiting === 0 ? queuesWords.nobodyWaiting : queuesWords.waiting({ count: queue.waiting })}
        </div>
        {queue.channelLost && (
          <div className={styles.warning} data-testid="channel-lost">
            {queuesWords.channelLost[queue.channelLost]}
          </div>
        )}
        <div className={styles.quiet}>{timed}</div>
      </div>
      {isTheirs && (
        <div className={styles.actions}>
          {managesAll && !queue.isDefault && (
            <Button
              size="small"
              disabledFocusable={change.isPending}
              onClick={() => change.mutate({ isDefault: true }, { onError: (error) => say('error', wordsOf(error)) })}
              aria-label={named(queuesWords.makeDefault)}
              data-testid="make-default"
            >
              {queuesWords.makeDefault}
            </Button>
          )}
          <Button
            size="small"
            onClick={() => setAsks('targets')}
            aria-label={named(queuesWords.targets)}
            data-testid="edit-promises"
          >
            {queuesWords.targets}
          </Button>
          <Button
            size="small"
            onClick={() => setAsks('before')}
            aria-label={named(wrapUpWords.before)}
            data-testid="before-resolving"
          >
            {wrapUpWords.before}
          </Button>
          <Button
            size="small"
            onClick={() => setAsks('survey')}
            aria-label={named(surveyWords.title)}
            data-testid="edit-survey"
          >
            {surveyWords.title}
          </Button>
          <Button
            size="small"
            onClick={() => setAsks('rename')}
            aria-label={named(queuesWords.rename)}
            data-testid="rename"
          >
            {queuesWords.rename}
          </Button>
          <Button
            size="small"
            onClick={() => setAsks('remove')}
            aria-label={named(queuesWords.delete)}
            data-testid="remove"
          >
            {queuesWords.delete}
          </Button>
        </div>
      )}
      {asks === 'targets' && <TargetsDialog queue={queue} onClose={handleClose} />}
      {asks === 'before' && <BeforeResolving queue={queue} onClose={handleClose} />}
      {asks === 'survey' && (
        <Suspense fallback={null}>
          <SurveyDialog queue={queue} onClose={handleClose} />
        </Suspense>
      )}
      {asks === 'rename' && <RenameDialog queue={queue} onClose={handleClose} />}
      {asks === 'remove' && <RemoveDialog queue={queue} onClose={handleClose} />}
    </li>
  );
}

/** "Open now · claimed within 5 min · offered to the least busy" */
function useTargetWords({ open, opensAt, serviceTargets, survey, wrapUpRequires }: Queue): string {
  const now = useClock();
  const locale = useLocale();
  return [
    open
      ? queuesWords.openNow
      : opensAt
        ? queuesWords.closedUntil({ opens: momentInSentence(opensAt, now, locale) })
        : queuesWords.closed,
    serviceTargets.targetSeconds === null
      ? null
      : queuesWords.claimedWithin({ duration: durationWords(serviceTargets.targetSeconds * 1_000) }),
    serviceTargets.assignment === 'automatic' ? queuesWords.offered : null,
    wrapUpRequires.length === 0
      ? null
      : wrapUpWords.asksFor({ parts: wrapUpRequires.map((part) => wrapUpWords.parts[part]) }),
    survey && surveyWords.asksHowItWas({ days: survey.everyDays }),
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
      title={queuesWords.renameTitle}
      confirm={queuesWords.rename}
      busy={queuesWords.renaming}
      testId="rename-dialog"
      isPending={change.isPending}
      error={change.error}
      canConfirm={wanted !== '' && wanted !== queue.name}
      onConfirm={() => change.mutate({ name: wanted }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Field label={settingsWords.name} required>
        <Input value={name} maxLength={200} onChange={(_, data) => setName(data.value)} />
      </Field>
    </AskDialog>
  );
}

function RemoveDialog({ queue, onClose }: { queue: Queue; onClose: () => void }) {
  const removal = useRemoveQueue(queue.id);
  // Said before it is tried: the desk would refuse.
  const inTheWay = queue.isDefault
    ? queuesWords.deleteDefault
    : queue.waiting > 0
      ? queuesWords.deleteWaits({ count: queue.waiting })
      : null;
  return (
    <AskDialog
      title={queuesWords.deleteTitle({ queue: queue.name })}
      confirm={queuesWords.delete}
      busy={queuesWords.deleting}
      testId="remove-dialog"
      isPending={removal.isPending}
      error={removal.error}
      canConfirm={inTheWay === null}
      isFinal
      onConfirm={() => removal.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      {inTheWay === null ? queuesWords.deleteAbout : <div data-testid="in-the-way">{inTheWay}</div>}
    </AskDialog>
  );
}
