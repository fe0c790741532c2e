import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Button, mergeClasses, Switch } from '@fluentui/react-components';
import { EyeOffRegular, LockClosedRegular, NoteRegular, SendFilled } from '@fluentui/react-icons';
import type { Escalation, Person } from '../../../src/contract/api';
import { useComposerStyles } from './Composer.styles';
import { signalTyping } from './typingSignal';
import type { Draft } from './useDraft';

/** As the server counts; see LIMITS in the contract. */
const MAX_CHARACTERS = 8_000;
const COUNT_FROM = 7_500;

interface ComposerProps {
  escalation: Escalation;
  draft: Draft;
  onMode: (mode: Draft['mode']) => void;
  onText: (text: string) => void;
  /** Whom a note may be for alone; null where nobody may be chosen. */
  whisperTo: Person | null;
  onWhisper: (whisper: boolean) => void;
  onWrite: (kind: Draft['mode'], text: string) => void;
  /** Take the focus when it appears. */
  focusNow: boolean;
}

/** Where an agent writes: to the customer, or a note that cannot reach them. */
export function Composer(props: ComposerProps) {
  const { escalation, draft, onMode, onText, whisperTo, onWhisper, onWrite, focusNow } = props;
  const styles = useComposerStyles();
  const area = useRef<HTMLTextAreaElement>(null);
  const { can, customer, id } = escalation;
  const mode = can.reply ? draft.mode : 'note';
  const isNote = mode === 'note';
  const isWhisper = isNote && draft.whisper && whisperTo !== null;
  const reader = isWhisper ? whisperTo.name : 'your colleagues';
  const text = draft[mode];
  const length = text.trim().length;
  const canSend = length > 0 && length <= MAX_CHARACTERS && (isNote ? can.note : can.reply);

  useEffect(() => {
    if (focusNow) area.current?.focus();
  }, [focusNow]);
  useEffect(() => {
    const at = area.current;
    if (!at) return;
    at.style.height = 'auto';
    at.style.height = `${at.scrollHeight}px`;
  }, [text, mode]);

  const handleSend = () => {
    if (canSend) onWrite(mode, text.trim());
    area.current?.focus();
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    // While an input method is composing, Enter chooses a character.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    handleSend();
  };
  const handleText = (value: string) => {
    if (mode !== draft.mode) onMode(mode);
    onText(value);
    if (!isNote && value.trim()) signalTyping(id);
  };
  const handleMode = (next: Draft['mode']) => {
    onMode(next);
    area.current?.focus();
  };
  return (
    <div className={styles.dock}>
      <div
        className={mergeClasses(styles.box, isNote && styles.note, isWhisper && styles.whisper)}
        data-testid="composer"
        data-mode={mode}
      >
        <div className={styles.top}>
          <div className={styles.modes} role="group" aria-label="Write a reply or a note">
            {can.reply && (
              <ModeButton mode="reply" now={mode} onChoose={handleMode}>
                Reply
              </ModeButton>
            )}
            {can.note && (
              <ModeButton mode="note" now={mode} onChoose={handleMode}>
                Note
              </ModeButton>
            )}
          </div>
          <span className={mergeClasses(styles.who, isNote && styles.whoNote)} id="composer-who">
            {isNote && (isWhisper ? <EyeOffRegular aria-hidden /> : <LockClosedRegular aria-hidden />)}
            {isNote ? isWhisper ? 'Whisper' : 'Only agents see this' : <ToWhom name={customer.name} />}
          </span>
        </div>
        <textarea
          ref={area}
          className={styles.words}
          rows={2}
          dir="auto"
          value={text}
          onChange={(event) => handleText(event.target.value)}
          onKeyDown={handleKeyDown}
          placeholder={isNote ? `Write a note for ${reader}` : 'Write your answer'}
          aria-label={isNote ? `Note for ${reader}` : `Reply to ${customer.name}`}
          aria-describedby="composer-who composer-count"
          data-testid="composer-text"
        />
        {isNote && whisperTo && (
          <Switch
            className={styles.switch}
            checked={draft.whisper}
            label={`Only ${whisperTo.name} sees this`}
            onChange={(_, data) => onWhisper(data.checked)}
            data-testid="whisper-switch"
          />
        )}
        <div className={styles.foot}>
          <span className={styles.hint}>Enter {isNote ? 'saves' : 'sends'} · Shift+Enter new line</span>
          <span
            className={mergeClasses(styles.counter, length > MAX_CHARACTERS && styles.over)}
            id="composer-count"
            role="status"
            data-testid="counter"
          >
            {length >= COUNT_FROM && countWords(length)}
          </span>
          <Button
            appearance={isNote ? 'secondary' : 'primary'}
            icon={isNote ? <NoteRegular /> : <SendFilled />}
            disabledFocusable={!canSend}
            onClick={handleSend}
            data-testid="send"
          >
            {isNote ? 'Save note' : 'Send'}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** A name that reads from the right keeps to itself, and is cut at its own end. */
function ToWhom({ name }: { name: string }) {
  const styles = useComposerStyles();
  return (
    <>
      To{' '}
      <bdi className={styles.whoWords} title={name}>
        {name}
      </bdi>
    </>
  );
}

interface ModeButtonProps {
  mode: Draft['mode'];
  now: Draft['mode'];
  onChoose: (mode: Draft['mode']) => void;
  children: string;
}

function ModeButton({ mode, now, onChoose, children }: ModeButtonProps) {
  const styles = useComposerStyles();
  return (
    <Button
      size="small"
      appearance="transparent"
      className={mergeClasses(styles.mode, mode === now && styles.chosen)}
      aria-pressed={mode === now}
      onClick={() => onChoose(mode)}
      data-testid={`mode-${mode}`}
    >
      {children}
    </Button>
  );
}

function countWords(length: number): string {
  const left = MAX_CHARACTERS - length;
  return left >= 0 ? `${left} characters left` : `${-left} characters too many`;
}
