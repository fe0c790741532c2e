import { useState, type ReactNode } from 'react';
import type { Queue } from '../../../src/contract/api';
import { ApiError } from '../../desk/apiError';
import { zoneHere } from '../../desk/clock';
import { useAgents, useQueues } from '../../desk/useDesk';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { HoursFields } from './HoursFields';
import { useTargetsStyles } from './Targets.styles';
import { AssignmentFields, ClosedFields, SilenceFields, TargetFields } from './TargetsFields';
import { changedParts, draftOf, mistakesIn, partNames, serviceTargetsOf, type TargetsDraft } from './targetsDraft';
import { Behind } from '../parts/Behind';
import { isChangedMeanwhile } from '../parts/mistakes';
import { useChangeQueue } from '../parts/useSettings';
import { settingsWords } from '../../words/settings/common';
import { targetsWords } from '../../words/settings/targets';

const ZONE = zoneHere();

/** The hours and service targets of a queue, on one page; only what one changed is sent. */
export function TargetsDialog({ queue, onClose }: { queue: Queue; onClose: () => void }) {
  const { say } = useNotice();
  const people = (useAgents().data ?? []).filter((agent) => agent.queueIds.includes(queue.id));
  const others = (useQueues().data ?? []).filter(({ id }) => id !== queue.id);
  const [base, setBase] = useState(queue);
  const [draft, setDraft] = useState(() => draftOf(queue.serviceTargets, ZONE));
  const change = useChangeQueue(queue.id);

  const mistakes = mistakesIn(draft);
  const mine = changedParts(base.serviceTargets, serviceTargetsOf(draft, people, base.serviceTargets));
  const isChanged = Object.keys(mine).length > 0;
  // The list around this dialog follows the desk: somebody else may have saved meanwhile.
  const isBehind = queue.version !== base.version;
  const theirs = partNames(changedParts(base.serviceTargets, queue.serviceTargets));
  const mistakeAt = (path: string) => mistakes.get(path) ?? fieldOf(change.error, `serviceTargets.${path}`);
  const handleChange = (part: Partial<TargetsDraft>) => {
    // What the desk found wrong may be right now.
    if (change.error) change.reset();
    setDraft({ ...draft, ...part });
  };
  const fields = { draft, mistakeAt, onChange: handleChange };

  const handleSave = () =>
    change.mutate(
      { serviceTargets: mine, version: base.version },
      {
        onSuccess: () => {
          say('success', targetsWords.saved({ queue: queue.name }));
          onClose();
        },
      },
    );
  const handleRebase = (serviceTargets: Queue['serviceTargets']) => {
    change.reset();
    setBase(queue);
    setDraft(draftOf(serviceTargets, ZONE));
  };
  return (
    <AskDialog
      title={targetsWords.title({ queue: queue.name })}
      confirm={settingsWords.save}
      busy={settingsWords.saving}
      testId="promises-dialog"
      wide
      stays={isChanged}
      isPending={change.isPending}
      error={isChangedMeanwhile(change.error) && isBehind ? null : change.error}
      canConfirm={mistakes.size === 0 && !isBehind && isChanged}
      onConfirm={handleSave}
      onClose={onClose}
    >
      {isBehind && (
        <Behind
          onTheirs={() => handleRebase(queue.serviceTargets)}
          onMine={() => handleRebase({ ...queue.serviceTargets, ...mine })}
          testId="promises-behind"
        >
          {theirs.length > 0 ? targetsWords.behind({ parts: theirs }) : targetsWords.behindSomehow}
        </Behind>
      )}
      <Part title={targetsWords.target.title}>
        <TargetFields {...fields} people={people} before={base.serviceTargets.onCall} queues={others} />
      </Part>
      <Part title={targetsWords.assignment.title}>
        <AssignmentFields {...fields} />
      </Part>
      <Part title={targetsWords.hours.title}>
        <HoursFields {...fields} />
      </Part>
      {draft.hasHours && (
        <Part title={targetsWords.whenClosed.title}>
          <ClosedFields {...fields} />
        </Part>
      )}
      <Part title={targetsWords.inactivity.title}>
        <SilenceFields {...fields} />
      </Part>
    </AskDialog>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const styles = useTargetsStyles();
  return (
    <section className={styles.part} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}

const fieldOf = (error: unknown, path: string): string | undefined =>
  error instanceof ApiError
    ? error.fields.find((field) => field.path === path || field.path.startsWith(`${path}.`))?.message
    : undefined;
