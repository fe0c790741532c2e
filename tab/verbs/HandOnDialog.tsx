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
import { commonWords } from '../words/common';
import { verbWords } from '../words/verbs';

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
  const [wanted, setTo] = useState('');
  const [note, setNote] = useState('');
  const handOn = useHandOn(agent.id);
  const colleagues = (agents.data ?? []).filter(({ id }) => id !== agent.id);
  // Whoever was chosen may have left the lists since.
  const there = [...colleagues.map(({ id }) => `a:${id}`), ...(queues.data ?? []).map(({ id }) => `q:${id}`), 'back'];
  const to = there.includes(wanted) ? wanted : '';
  const refused = handOn.data?.items.filter(({ ok }) => !ok) ?? [];
  const isMine = agent.id === me.id;
  const words = verbWords.handOn;
  const nothing = isMine ? words.nothingMine : words.nothing({ name: agent.name });

  const handleConfirm = () => {
    const id = to.slice(2);
    const target = to.startsWith('a:') ? { agentId: id } : to.startsWith('q:') ? { queueId: id } : {};
    handOn.mutate(
      { ...target, note: note.trim() || undefined },
      {
        onSuccess: (answer) => {
          if (answer.items.some(({ ok }) => !ok)) return setTo('');
          const count = answer.items.length;
          say(count > 0 ? 'success' : 'info', count > 0 ? words.done({ count }) : nothing);
          onClose();
        },
      },
    );
  };
  return (
    <AskDialog
      title={isMine ? words.titleMine : words.title({ name: agent.name })}
      confirm={refused.length > 0 ? words.confirmRest : words.confirm}
      busy={words.busy}
      dismiss={refused.length > 0 ? words.leaveThem : commonWords.cancel}
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
        <>{isMine ? words.aboutMine : words.about}</>
      )}
      <Field label={verbWords.toWhom} required>
        <Select value={to} onChange={(_, data) => setTo(data.value)} data-testid="hand-on-to">
          <option value="">{agents.isPending || queues.isPending ? commonWords.loadingSoon : words.choose}</option>
          <option value="back">{words.back}</option>
          <AgentOptions label={words.colleagues} prefix="a:" gives agents={colleagues} />
          <QueueOptions queues={queues.data ?? []} />
        </Select>
      </Field>
      <NoteField hint={words.noteHint} note={note} onNote={setNote} testId="hand-on-note" />
    </AskDialog>
  );
}

function Refused({ answer: { items } }: { answer: HandedOn }) {
  const styles = useStyles();
  const refused = items.filter(({ ok }) => !ok);
  const done = items.length - refused.length;
  return (
    <div role="alert" data-testid="hand-on-refused">
      {done > 0 ? verbWords.handOn.someWent({ done, all: items.length }) : verbWords.handOn.noneWent}
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
