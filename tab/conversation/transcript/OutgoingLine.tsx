import { Suspense } from 'react';
import { lazily } from '../../parts/lazily';
import { Button, mergeClasses } from '@fluentui/react-components';
import { ClockRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import { useReachable } from '../../desk/reach';
import { useSignedIn } from '../../desk/signedIn';
import { FileName } from '../files/FileTile';
import { NoteLabel } from './MessageLine';
import { useMessageStyles } from './MessageLine.styles';
import { unsentWords } from '../messages/messageWords';
import { mayTakeBack, type Outgoing } from '../messages/outgoing';
import type { Sending } from '../messages/sending';
import { Words } from './Words';
import { transcriptWords } from '../../words/transcript';

const Undoable = lazily(() => import('./Undoable').then(({ Undoable }) => Undoable));

interface OutgoingLineProps {
  item: Outgoing;
  sending: Pick<Sending, 'retry' | 'discard'>;
  /** Takes the words back into the composer. */
  onTakeBack: (item: Outgoing) => void;
  /** Where it stands among the rows, if it is among them. */
  place?: { ref: (element: HTMLElement | null) => void; 'data-index': number };
}

/** Words just written that the desk has not confirmed yet. */
export function OutgoingLine({ item, sending, onTakeBack, place }: OutgoingLineProps) {
  const styles = useMessageStyles();
  const isNote = item.kind === 'note';
  const failed = item.state === 'failed';
  const reachable = useReachable();
  const isSignedIn = useSignedIn();
  const waits = item.state === 'queued' && !(reachable && isSignedIn);
  return (
    <li
      className={mergeClasses(styles.line, styles.ours)}
      data-testid={isNote ? 'note' : 'message'}
      data-author="agent"
      data-unsent
      {...place}
    >
      <div className={mergeClasses(styles.column, styles.oursColumn)}>
        <div
          className={mergeClasses(
            styles.bubble,
            isNote ? (item.whisperTo ? styles.whisper : styles.note) : styles.agent,
            !failed && styles.unsent,
          )}
        >
          {isNote && <NoteLabel whisperTo={item.whisperTo} />}
          {item.text && <Words text={item.text} format={item.format ?? 'plain'} />}
          {item.files?.map((file) => (
            <FileName key={file.fileId} name={file.name} />
          ))}
        </div>
        <div
          className={styles.foot}
          data-testid="delivery"
          data-state={failed ? 'failed' : waits ? 'waiting' : 'sending'}
        >
          {failed ? (
            <>
              <span className={styles.failed} role="alert">
                <ErrorCircleRegular aria-hidden /> {unsentWords(item)}
              </span>
              <Button
                size="small"
                appearance="subtle"
                onClick={() => sending.retry(item.clientMessageId)}
                data-testid="retry"
              >
                {transcriptWords.delivery.retry}
              </Button>
            </>
          ) : item.state === 'held' ? (
            <Suspense fallback={null}>
              <Undoable goesAt={item.goesAt ?? 0} onUndo={() => onTakeBack(item)} />
            </Suspense>
          ) : (
            <span className={styles.state}>
              <ClockRegular aria-hidden /> {waits ? waitingWords(reachable) : progressWords(isNote)}
            </span>
          )}
          {(failed || waits) && mayTakeBack(item) && (
            <Button size="small" appearance="subtle" onClick={() => onTakeBack(item)} data-testid="take-back">
              {transcriptWords.delivery.edit}
            </Button>
          )}
          {failed && item.mayHaveArrived && (
            <Button
              size="small"
              appearance="subtle"
              onClick={() => sending.discard(item.clientMessageId)}
              data-testid="discard-unsent"
            >
              {transcriptWords.delivery.discard}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

const progressWords = (isNote: boolean): string =>
  isNote ? transcriptWords.delivery.saving : transcriptWords.delivery.sending;

const waitingWords = (reachable: boolean): string =>
  reachable ? transcriptWords.delivery.waitsSignedOut : transcriptWords.delivery.waits;
