import { useState, type ReactNode } from 'react';
import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import type { Queue } from '../../../src/contract/api';
import { ApiError } from '../../desk/apiError';
import { useAgents, useQueues } from '../../desk/useDesk';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { HoursFields } from './HoursFields';
import { useTargetsStyles } from './Targets.styles';
import { AssignmentFields, ClosedFields, SilenceFields, TargetFields } from './TargetsFields';
import { changedParts, draftOf, mistakesIn, partWords, serviceTargetsOf, type TargetsDraft } from './targetsDraft';
import { useChangeQueue } from '../parts/useSettings';

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

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
          say('success', `${queue.name} promises what you wrote, from now on.`);
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
      title={`What ${queue.name} promises`}
      confirm="Save"
      busy="Saving…"
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
          what={partWords(changedParts(base.serviceTargets, queue.serviceTargets))}
          onTheirs={() => handleRebase(queue.serviceTargets)}
          onMine={() => handleRebase({ ...queue.serviceTargets, ...mine })}
        />
      )}
      <Part title="In time">
        <TargetFields {...fields} people={people} before={base.serviceTargets.onCall} queues={others} />
      </Part>
      <Part title="Who takes it">
        <AssignmentFields {...fields} />
      </Part>
      <Part title="Hours">
        <HoursFields {...fields} />
      </Part>
      {draft.hasHours && (
        <Part title="When it is closed">
          <ClosedFields {...fields} />
        </Part>
      )}
      <Part title="Silence">
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

interface BehindProps {
  what: string;
  onTheirs: () => void;
  onMine: () => void;
}

function Behind({ what, onTheirs, onMine }: BehindProps) {
  return (
    <MessageBar intent="warning" layout="multiline" data-testid="promises-behind">
      <MessageBarBody>
        Somebody changed {what} after you opened this. What you wrote is still here and not saved.
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onTheirs} data-testid="take-theirs">
          Take theirs
        </Button>
        <Button size="small" onClick={onMine} data-testid="keep-mine">
          Go on with mine
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

const isChangedMeanwhile = (error: unknown): boolean => error instanceof ApiError && error.code === 'changed_meanwhile';

const fieldOf = (error: unknown, path: string): string | undefined =>
  error instanceof ApiError
    ? error.fields.find((field) => field.path === path || field.path.startsWith(`${path}.`))?.message
    : undefined;
