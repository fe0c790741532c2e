import { useState } from 'react';
import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { HandedOn, Person } from '../../src/contract/api';
import { useAgents, useQueues } from '../desk/useDesk';
import { useHandOn } from '../desk/useVerbs';
import { AskDialog } from '../parts/AskDialog';
import { useNotice } from '../parts/Notice';
import { useYou } from '../parts/you';
import { AgentOptions } from './AgentOptions';
import { NoteField } from './NoteField';
import { QueueOptions } from './QueueOptions';

const useStyles = makeStyles({
  results: { margin: 0, paddingInlineStart: '1.2em', overflowWrap: 'anywhere' },
  number: { fontWeight: tokens.fontWeightSemibold },
});

/** Gives away everything an agent has, in one go; at the end of a shift, or for somebody who had to leave. */
export function HandOnDialog({ agent, onClose }: { agent: Person; onClose: () => void }) {
  const { me } = useYou();
  const { say } = useNotice();
  const agents = useAgents();
  const queues = useQueues();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const handOn = useHandOn(agent.id);
  const refused = handOn.data?.items.filter(({ ok }) => !ok) ?? [];
  const isMine = agent.id === me.id;

  const handleConfirm = () => {
    const id = to.slice(2);
    const target = to.startsWith('a:') ? { agentId: id } : to.startsWith('q:') ? { queueId: id } : {};
    handOn.mutate(
      { ...target, note: note.trim() || undefined },
      {
        onSuccess: (answer) => {
          if (answer.items.some(({ ok }) => !ok)) return setTo('');
          say(
            answer.items.length > 0 ? 'success' : 'info',
            doneWords(answer, isMine ? 'You have' : `${agent.name} has`),
          );
          onClose();
        },
      },
    );
  };
  return (
    <AskDialog
      title={isMine ? 'Hand on everything' : `Hand on what ${agent.name} has`}
      confirm={refused.length > 0 ? 'Hand on the rest' : 'Hand on'}
      busy="Handing on…"
      dismiss={refused.length > 0 ? 'Leave them' : 'Cancel'}
      testId="hand-on-dialog"
      isPending={handOn.isPending}
      error={handOn.error ?? agents.error ?? queues.error}
      canConfirm={to !== ''}
      onConfirm={handleConfirm}
      onClose={onClose}
    >
      {handOn.data && refused.length > 0 ? (
        <Refused answer={handOn.data} />
      ) : (
        `All open conversations ${isMine ? 'you have' : 'they have'} go on at once. The customers are told.`
      )}
      <Field label="To whom?" required>
        <Select value={to} onChange={(_, data) => setTo(data.value)} data-testid="hand-on-to">
          <option value="">
            {agents.isPending || queues.isPending ? 'Loading…' : 'Choose a colleague, a queue, or back'}
          </option>
          <option value="back">Back to the queues they came from</option>
          <AgentOptions
            label="Colleagues"
            prefix="a:"
            gives
            agents={(agents.data ?? []).filter(({ id }) => id !== agent.id)}
          />
          <QueueOptions queues={queues.data ?? []} />
        </Select>
      </Field>
      <NoteField hint="It goes with each of them." note={note} onNote={setNote} testId="hand-on-note" />
    </AskDialog>
  );
}

function Refused({ answer: { items } }: { answer: HandedOn }) {
  const styles = useStyles();
  const refused = items.filter(({ ok }) => !ok);
  const done = items.length - refused.length;
  return (
    <div role="alert" data-testid="hand-on-refused">
      {done > 0 ? `${done} of ${items.length} went on. These did not:` : 'None of them went on:'}
      <ul className={styles.results}>
        {refused.map(({ id, number, reason }) => (
          <li key={id}>
            <span className={styles.number}>#{number}</span> {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}

function doneWords({ items }: HandedOn, whoHas: string): string {
  if (items.length === 0) return `${whoHas} no open conversations.`;
  return items.length === 1 ? 'One conversation is handed on.' : `${items.length} conversations are handed on.`;
}
