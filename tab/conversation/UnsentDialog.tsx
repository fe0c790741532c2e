import { useEffect, useRef } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useInTouch } from '../desk/inTouch';
import { AskDialog } from '../parts/AskDialog';
import { commonWords } from '../words/common';
import { takenWords } from '../words/taken';
import { transcriptWords } from '../words/transcript';
import { unsentWords } from './messages/messageWords';
import { mayDiscard, mayTakeBack, type Outgoing } from './messages/outgoing';
import { UnsentWords } from './UnsentWords';

const useStyles = makeStyles({
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface Unsent {
  /** Drafts, words or files or both. */
  written: readonly { kind: Outgoing['kind']; text: string; files: readonly { name: string }[] }[];
  outgoing: readonly Outgoing[];
  /** Why the drafts cannot be sent as they are, in words. */
  obstacle: string | null;
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
  const inTouch = useInTouch();
  const { written, outgoing, obstacle } = unsent;
  const failed = outgoing.find(({ state }) => state === 'failed');
  const isSending = outgoing.length > 0 && !failed;
  const isNothing = written.length === 0 && outgoing.length === 0;
  const next = useRef(onGoOn);
  useEffect(() => {
    next.current = onGoOn;
  });
  useEffect(() => {
    // Sent, or gone elsewhere meanwhile: there is nothing to ask about any more.
    if (isNothing) next.current();
  }, [isNothing]);
  const choose = (act: () => void) => () => {
    act();
    onGoOn();
  };
  if (isNothing) return null;
  return (
    <AskDialog
      title={takenWords.unsent.title}
      confirm={failed ? transcriptWords.delivery.retry : takenWords.unsent.sendFirst}
      busy={takenWords.unsent.sending}
      dismiss={commonWords.cancel}
      testId="unsent-dialog"
      isPending={isSending}
      canConfirm={obstacle === null}
      breaksOff
      error={null}
      onConfirm={unsent.onSend}
      onClose={onClose}
    >
      {takenWords.unsent.about}
      <UnsentWords unsent={unsent} />
      {obstacle !== null && <div role="status">{obstacle}</div>}
      {failed && <div role="alert">{unsentWords(failed)}</div>}
      {isSending && !inTouch && <div role="status">{takenWords.unsent.waits}</div>}
      <div className={styles.choices}>
        {/* What is on its way may arrive: it can be neither kept nor thrown away any more. */}
        <Button
          disabledFocusable={!outgoing.every(mayTakeBack)}
          onClick={choose(unsent.onKeep)}
          data-testid="unsent-keep"
        >
          {takenWords.unsent.keep}
        </Button>
        <Button
          disabledFocusable={!outgoing.every(mayDiscard)}
          onClick={choose(unsent.onDiscard)}
          data-testid="unsent-discard"
        >
          {takenWords.unsent.discard}
        </Button>
      </div>
    </AskDialog>
  );
}
