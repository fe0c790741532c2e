import { useState } from 'react';
import { Field, Select } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { useAgents } from '../desk/useDesk';
import { useVerb } from '../desk/useVerbs';
import { AskDialog } from '../parts/AskDialog';
import { useNotice } from '../parts/Notice';
import { useYou } from '../parts/you';
import { AgentOptions } from './AgentOptions';
import { NoteField } from './NoteField';
import { useGiveUp } from './useGiveUp';
import { commonWords } from '../words/common';
import { verbWords } from '../words/verbs';

/** Asks a colleague to read along and write notes; the conversation stays where it is. */
export function ConsultDialog({ escalation, onClose }: { escalation: Escalation; onClose: () => void }) {
  const { me } = useYou();
  const { say } = useNotice();
  const agents = useAgents();
  const [agentId, setAgentId] = useState('');
  const [note, setNote] = useState('');
  const verb = useVerb(escalation.id);
  const close = useGiveUp(escalation.id, verb, onClose);

  const taken = new Set([me.id, escalation.assignee?.id, ...escalation.colleagues.map(({ id }) => id)]);
  const free = (agents.data ?? []).filter(({ id }) => !taken.has(id));
  const here = free.filter((agent) => agent.queueIds.includes(escalation.queue.id));
  const elsewhere = free.filter((agent) => !agent.queueIds.includes(escalation.queue.id));
  const nobody = agents.data !== undefined && free.length === 0;
  const name = free.find(({ id }) => id === agentId)?.name;
  return (
    <AskDialog
      title={verbWords.consult.title}
      confirm={verbWords.consult.confirm}
      busy={verbWords.consult.busy}
      testId="consult-dialog"
      isPending={verb.isPending}
      error={verb.error ?? agents.error}
      canConfirm={name !== undefined}
      onConfirm={() =>
        verb.mutate(
          { verb: 'consult', body: { agentId, note: note.trim() || undefined } },
          {
            onSuccess: () => {
              say('success', name ? verbWords.consult.done({ name }) : verbWords.consult.doneByColleague);
              onClose();
            },
          },
        )
      }
      onClose={close}
      breaksOff
    >
      {verbWords.consult.about({ customer: escalation.customer.name })}
      <Field
        label={verbWords.consult.whom}
        required
        validationMessage={nobody ? verbWords.consult.nobody : undefined}
        validationState="none"
      >
        <Select
          value={name === undefined ? '' : agentId}
          disabled={nobody}
          onChange={(_, data) => setAgentId(data.value)}
          data-testid="consult-whom"
        >
          <option value="">{agents.isPending ? commonWords.loadingSoon : verbWords.consult.choose}</option>
          <AgentOptions label={verbWords.colleaguesIn({ queue: escalation.queue.name })} gives={false} agents={here} />
          <AgentOptions label={verbWords.otherColleagues} gives={false} agents={elsewhere} />
        </Select>
      </Field>
      <NoteField hint={verbWords.consult.noteHint} note={note} onNote={setNote} testId="consult-note" />
    </AskDialog>
  );
}
