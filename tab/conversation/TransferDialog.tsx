import { useState } from 'react';
import { Field, Select, Textarea } from '@fluentui/react-components';
import type { Escalation } from '../../src/api/contract';
import { useAgents, useQueues } from '../desk/useDesk';
import { useVerb } from '../desk/useVerbs';
import { useNotice } from '../parts/Notice';
import { useYou } from '../parts/you';
import { AskDialog } from '../parts/AskDialog';

const MAX_CHARACTERS = 2_000;

/** Hands an escalation to a colleague or another queue, with a word about it. */
export function TransferDialog({ escalation, onClose }: { escalation: Escalation; onClose: () => void }) {
  const { me } = useYou();
  const { say } = useNotice();
  const agents = useAgents();
  const queues = useQueues();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const verb = useVerb(escalation.id);

  const colleagues = (agents.data ?? []).filter((agent) => agent.id !== me.id && agent.id !== escalation.assignee?.id);
  const here = colleagues.filter((agent) => agent.queueIds.includes(escalation.queue.id));
  const elsewhere = colleagues.filter((agent) => !agent.queueIds.includes(escalation.queue.id));
  const others = (queues.data ?? []).filter((queue) => queue.id !== escalation.queue.id);
  const loading = agents.isPending || queues.isPending;
  const nobody = !loading && colleagues.length === 0 && others.length === 0;
  // Only somebody's escalation can be given to somebody else; a waiting one may change its queue.
  const mayNameAgent = escalation.status === 'claimed';

  const handleConfirm = () => {
    const [kind, id] = [to.slice(0, 1), to.slice(2)];
    const words = note.trim() || undefined;
    verb.mutate(
      { verb: 'transfer', body: kind === 'a' ? { agentId: id, note: words } : { queueId: id, note: words } },
      {
        onSuccess: ({ assignee, queue }) => {
          say('success', `Transferred to ${kind === 'a' ? (assignee?.name ?? 'your colleague') : queue.name}.`);
          onClose();
        },
      },
    );
  };
  return (
    <AskDialog
      title={`Transfer ${escalation.customer.name}`}
      confirm="Transfer"
      busy="Transferring…"
      testId="transfer-dialog"
      isPending={verb.isPending}
      error={verb.error ?? agents.error ?? queues.error}
      canConfirm={to !== ''}
      onConfirm={handleConfirm}
      onClose={onClose}
    >
      <Field
        label="To whom?"
        required
        validationMessage={nobody ? 'There is nobody else yet.' : undefined}
        validationState="none"
      >
        <Select value={to} disabled={nobody} onChange={(_, data) => setTo(data.value)} data-testid="transfer-to">
          <option value="">{loading ? 'Loading…' : 'Choose a colleague or a queue'}</option>
          {mayNameAgent && <Group label={`In ${escalation.queue.name}`} kind="a" items={here} />}
          {mayNameAgent && <Group label="Other colleagues" kind="a" items={elsewhere} />}
          <Group label="Queues" kind="q" items={others} />
        </Select>
      </Field>
      <Field label="Note" hint="Optional. What should they know? Only agents see it.">
        <Textarea
          value={note}
          rows={3}
          maxLength={MAX_CHARACTERS}
          onChange={(_, data) => setNote(data.value)}
          data-testid="transfer-note"
        />
      </Field>
    </AskDialog>
  );
}

function Group({ label, kind, items }: { label: string; kind: 'a' | 'q'; items: { id: string; name: string }[] }) {
  if (items.length === 0) return null;
  return (
    <optgroup label={label}>
      {items.map(({ id, name }) => (
        <option key={id} value={`${kind}:${id}`}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}
