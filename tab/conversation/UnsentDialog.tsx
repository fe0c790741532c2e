import { useEffect, useRef, useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useReachable } from '../desk/reach';
import { AskDialog } from '../parts/AskDialog';
import { commonWords } from '../words/common';
import { composerWords } from '../words/composer';
import { takenWords } from '../words/taken';
import { transcriptWords } from '../words/transcript';
import type { Outgoing } from './messages/outgoing';

const useStyles = makeStyles({
  words: {
    margin: 0,
    padding: tokens.spacingHorizontalS,
    maxHeight: '20vh',
    overflowY: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  kind: { fontWeight: tokens.fontWeightSemibold },
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface Unsent {
  reply: string;
  note: string;
  outgoing: readonly Outgoing[];
  /** A placeholder of the reply that is still to be filled in: so it cannot be sent. */
  gap: string | null;
  /** Sends the drafts, and again what has failed. */
  onSend: () => void;
  /** Takes back into the drafts what has not gone out. */
  onKeep: () => void;
  onDiscard: () => void;
}

interface UnsentDialogProps {
  unsent: Unsent;
  /** To what was asked for. */
  onGoOn: () => void;
  onClose: () => void;
}

/** Before a chat is resolved or given away: what is to become of words that have not been sent. */
export function UnsentDialog({ unsent, onGoOn, onClose }: UnsentDialogProps) {
  const styles = useStyles();
  const reachable = useReachable();
  const { reply, note, outgoing } = unsent;
  const failed = outgoing.find(({ state }) => state === 'failed');
  const isSending = outgoing.length > 0 && !failed;
  const isNothing = reply === '' && note === '' && outgoing.length === 0;
  // Where everything was on its way already, it goes on by itself as well.
  const [goesOn, setGoesOn] = useState(isSending);
  const next = useRef(onGoOn);
  useEffect(() => {
    next.current = onGoOn;
  });
  useEffect(() => {
    if (goesOn && isNothing) next.current();
  }, [goesOn, isNothing]);
  const choose = (act: () => void) => () => {
    act();
    onGoOn();
  };
  const shown = [
    ...outgoing.map(({ clientMessageId, kind, text }) => ({ key: clientMessageId, kind, text })),
    { key: 'reply', kind: 'reply' as const, text: reply },
    { key: 'note', kind: 'note' as const, text: note },
  ].filter(({ text }) => text !== '');
  return (
    <AskDialog
      title={takenWords.unsent.title}
      confirm={failed ? transcriptWords.delivery.retry : takenWords.unsent.sendFirst}
      busy={takenWords.unsent.sending}
      dismiss={commonWords.cancel}
      testId="unsent-dialog"
      isPending={isSending}
      canConfirm={unsent.gap === null}
      breaksOff
      error={null}
      onConfirm={() => {
        setGoesOn(true);
        unsent.onSend();
      }}
      onClose={onClose}
    >
      {takenWords.unsent.about}
      {shown.map(({ key, kind, text }) => (
        <div key={key}>
          <div className={styles.kind}>{takenWords.unsent[kind]}</div>
          <p className={styles.words} dir="auto">
            {text}
          </p>
        </div>
      ))}
      {unsent.gap !== null && <div role="status">{composerWords.canned.fillIn({ name: unsent.gap })}</div>}
      {failed && <div role="alert">{transcriptWords.delivery.unsent({ reason: failed.reason ?? '' })}</div>}
      {isSending && !reachable && <div role="status">{takenWords.unsent.waits}</div>}
      <div className={styles.choices}>
        {/* What is on its way may arrive: it can be neither kept nor thrown away any more. */}
        <Button
          disabledFocusable={outgoing.some(({ state }) => state === 'sending')}
          onClick={choose(unsent.onKeep)}
          data-testid="unsent-keep"
        >
          {takenWords.unsent.keep}
        </Button>
        <Button
          disabledFocusable={outgoing.some(({ state }) => state === 'sending')}
          onClick={choose(unsent.onDiscard)}
          data-testid="unsent-discard"
        >
          {takenWords.unsent.discard}
        </Button>
      </div>
    </AskDialog>
  );
}
