import { useEffect, useRef, useState } from 'react';
import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { useInTouch } from '../desk/inTouch';
import { AskDialog } from '../parts/AskDialog';
import { takenWords } from '../words/taken';
import { unsentWords } from './messages/messageWords';
import { mayDiscard, mayTakeBack } from './messages/outgoing';
import type { Unsent } from './UnsentDialog';
import { UnsentWords } from './UnsentWords';
import { type UnsentChat, useUnsentInMine } from './useUnsentInMine';

const useStyles = makeStyles({
  chat: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  customer: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
});

type Choice = 'send' | 'keep' | 'discard';
const CHOICES: readonly Choice[] = ['send', 'keep', 'discard'];

/** What is on its way may arrive: it can be neither kept nor thrown away any more. */
const mayBe: Record<Choice, (unsent: Unsent) => boolean> = {
  send: ({ obstacle }) => obstacle === null,
  keep: ({ outgoing }) => outgoing.every(mayTakeBack),
  discard: ({ outgoing }) => outgoing.every(mayDiscard),
};
/** Unless one says otherwise nothing is lost, and a customer is told what one had sent already and nothing else. */
function usual(unsent: Unsent): Choice {
  const isSentOff = unsent.outgoing.length > 0 && unsent.written.length === 0;
  return isSentOff || !mayBe.keep(unsent) ? 'send' : 'keep';
}

interface UnsentInMineProps {
  /** To what was asked for. */
  onGoOn: () => void;
  onClose: () => void;
}

/** Before all my chats are handed over: which of them have words that were not sent, and what is to become of those. */
export function UnsentInMine({ onGoOn, onClose }: UnsentInMineProps) {
  const inTouch = useInTouch();
  const chats = useUnsentInMine();
  const [chosen, setChosen] = useState<Readonly<Record<string, Choice>>>({});
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set());
  const left = chats?.filter(({ escalation }) => !done.has(escalation.id));
  const isNothing = left?.length === 0;
  const next = useRef(onGoOn);
  useEffect(() => {
    next.current = onGoOn;
  });
  useEffect(() => {
    if (isNothing) next.current();
  }, [isNothing]);
  if (!left || isNothing) return null;

  const choiceOf = ({ escalation, unsent }: UnsentChat) => chosen[escalation.id] ?? usual(unsent);
  const isSending = left.some(({ escalation, unsent: { outgoing } }) => {
    const isUnderWay = outgoing.length > 0 && !outgoing.some(({ state }) => state === 'failed');
    return isUnderWay && sent.has(escalation.id);
  });
  const handleConfirm = () => {
    const acts = { send: 'onSend', keep: 'onKeep', discard: 'onDiscard' } as const;
    const choices = left.map((chat) => ({ chat, choice: choiceOf(chat) }));
    for (const { chat, choice } of choices) chat.unsent[acts[choice]]();
    const idsOf = (isSent: boolean) =>
      choices.filter(({ choice }) => (choice === 'send') === isSent).map(({ chat }) => chat.escalation.id);
    // What is sent is done with once it has gone out.
    setSent(new Set(idsOf(true)));
    setDone(new Set([...done, ...idsOf(false)]));
  };
  return (
    <AskDialog
      title={takenWords.unsentInMine.title({ count: left.length })}
      confirm={takenWords.unsentInMine.goOn}
      busy={takenWords.unsent.sending}
      testId="unsent-in-mine-dialog"
      isPending={isSending}
      canConfirm={left.every((chat) => mayBe[choiceOf(chat)](chat.unsent))}
      breaksOff
      error={null}
      onConfirm={handleConfirm}
      onClose={onClose}
    >
      <div>{takenWords.unsentInMine.about}</div>
      {left.map((chat) => (
        <Chat
          key={chat.escalation.id}
          chat={chat}
          choice={choiceOf(chat)}
          onChoice={(choice) => setChosen({ ...chosen, [chat.escalation.id]: choice })}
        />
      ))}
      {isSending && !inTouch && <div role="status">{takenWords.unsentInMine.waits}</div>}
    </AskDialog>
  );
}

interface ChatProps {
  chat: UnsentChat;
  choice: Choice;
  onChoice: (choice: Choice) => void;
}

function Chat({ chat: { escalation, unsent }, choice, onChoice }: ChatProps) {
  const styles = useStyles();
  const customer = escalation.customer.name;
  const failed = unsent.outgoing.find(({ state }) => state === 'failed');
  return (
    <section className={styles.chat} data-testid="unsent-chat" data-escalation={escalation.id}>
      <h3 className={styles.customer}>
        <bdi>{customer}</bdi>
      </h3>
      <UnsentWords unsent={unsent} few />
      {unsent.obstacle !== null && <div role="status">{unsent.obstacle}</div>}
      {failed && <div role="alert">{unsentWords(failed)}</div>}
      <Select
        value={choice}
        onChange={(_, { value }) => onChoice(value as Choice)}
        aria-label={takenWords.unsentInMine.what({ customer })}
        data-testid="unsent-choice"
      >
        {CHOICES.map((each) => (
          <option key={each} value={each} disabled={!mayBe[each](unsent)}>
            {takenWords.unsentInMine.choices[each]}
          </option>
        ))}
      </Select>
    </section>
  );
}
