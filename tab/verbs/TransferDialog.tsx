import { useState } from 'react';
import { Field, Select } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { useAgents, useQueues } from '../desk/useDesk';
import { useVerb } from '../desk/useVerbs';
import { AskDialog } from '../parts/AskDialog';
import { useNotice } from '../parts/Notice';
import { useYou } from '../parts/you';
import { AgentOptions } from './AgentOptions';
import { NoteField } from './NoteField';
import { QueueOptions } from './QueueOptions';
import { useGiveUp } from './useGiveUp';
import { commonWords } from '../words/common';
import { verbWords } from '../words/verbs';

/** Hands an escalation to a colleague or another queue, with a word about it. */
export function TransferDialog({ escalation, onClose }: { escalation: Escalation; onClose: () => void }) {
  const { me, isManager } = useYou();
  const { say } = useNotice();
  const agents = useAgents();
  const queues = useQueues();
  const [wanted, setTo] = useState('');
  const [note, setNote] = useState('');
  const verb = useVerb(escalation.id);
  const close = useGiveUp(escalation.id, verb, onClose);

  const isWaiting = escalation.status === 'waiting';
  const words = isWaiting ? verbWords.assign : verbWords.transfer;
  // Only somebody's escalation can be given to somebody else; a waiting one is for managers to give, themselves included.
  const mayNameAgent = !isWaiting || isManager;
  const isCandidate = (id: string) => id !== escalation.assignee?.id && (isWaiting || id !== me.id);
  const colleagues = mayNameAgent ? (agents.data ?? []).filter(({ id }) => isCandidate(id)) : [];
  const here = colleagues.filter((agent) => agent.queueIds.includes(escalation.queue.id));
  const elsewhere = colleagues.filter((agent) => !agent.queueIds.includes(escalation.queue.id));
  const others = (queues.data ?? []).filter((queue) => queue.id !== escalation.queue.id);
  const loading = agents.isPending || queues.isPending;
  // Whoever was chosen may have left the lists since.
  const isThere = [...colleagues.map(({ id }) => `a:${id}`), ...others.map(({ id }) => `q:${id}`)].includes(wanted);
  const to = isThere ? wanted : '';
  const nobody = !loading && !agents.error && !queues.error && colleagues.length === 0 && others.length === 0;

  const handleConfirm = () => {
    const [kind, id] = [to.slice(0, 1), to.slice(2)];
    const text = note.trim() || undefined;
    verb.mutate(
      { verb: 'transfer', body: kind === 'a' ? { agentId: id, note: text } : { queueId: id, note: text } },
      {
        onSuccess: ({ assignee, queue }) => {
          const name = kind === 'a' ? assignee?.name : queue.name;
          say('success', name ? words.done({ to: name }) : words.toColleague);
          onClose();
        },
      },
    );
  };
  return (
    <AskDialog
      title={words.title({ customer: escalation.customer.name })}
      confirm={words.confirm}
      busy={words.busy}
      testId="transfer-dialog"
      isPending={verb.isPending}
      error={verb.error ?? agents.error ?? queues.error}
      canConfirm={to !== ''}
      onConfirm={handleConfirm}
      onClose={close}
      breaksOff
    >
      <Field
        label={verbWords.toWhom}
        required
        validationMessage={nobody ? verbWords.transfer.nobody : undefined}
        validationState="none"
      >
        <Select value={to} disabled={nobody} onChange={(_, data) => setTo(data.value)} data-testid="transfer-to">
          <option value="">
            {loading
              ? commonWords.loadingSoon
              : mayNameAgent
                ? verbWords.transfer.choose
                : verbWords.transfer.chooseQueue}
          </option>
          <AgentOptions
            label={verbWords.colleaguesIn({ queue: escalation.queue.name })}
            prefix="a:"
            gives
            agents={here}
          />
          <AgentOptions label={verbWords.otherColleagues} prefix="a:" gives agents={elsewhere} />
          <QueueOptions queues={others} />
        </Select>
      </Field>
      <NoteField hint={verbWords.transfer.noteHint} note={note} onNote={setNote} testId="transfer-note" />
    </AskDialog>
  );
}
