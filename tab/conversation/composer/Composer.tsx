import { Suspense, useCallback, useEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react';
import { lazily } from '../../parts/lazily';
import { Button, mergeClasses, Switch } from '@fluentui/react-components';
import { AttachRegular, EyeOffRegular, LockClosedRegular, NoteRegular, SendFilled } from '@fluentui/react-icons';
import type { Escalation, Message, Person } from '../../../src/contract/api';
import { useNotice } from '../../parts/Notice';
import { useLocale } from '../../parts/you';
import { useFileStyles } from '../files/Files.styles';
import type { Written } from '../messages/sending';
import { useComposerStyles } from './Composer.styles';
import { FileChips } from './FileChips';
import { apply, type Format, formatOf, isFormatted, newLine } from './formatting';
import { Quoting } from './Quoting';
import { signalTyping } from './typingSignal';
import type { Draft } from './useDraft';
import { toSend } from './uploads';
import { useField } from './useField';
import { useUploads } from './useUploads';
import { composerWords } from '../../words/composer';
import { conversationWords } from '../../words/conversation';

/** Beside the words, never before them. */
const Tools = lazily(() => import('./Tools').then(({ Tools }) => Tools));

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
  /** The customer's message being answered. */
  quoting: Message | null;
  onUnquote: () => void;
  onWrite: (written: Omit<Written, 'whisperTo'>) => void;
  /** Take the focus when it appears. */
  focusNow: boolean;
}

/** Where an agent writes: to the customer, or a note that cannot reach them. */
export function Composer(props: ComposerProps) {
  const { escalation, draft, onMode, onText, whisperTo, onWhisper, quoting, onUnquote, onWrite, focusNow } = props;
  const styles = useComposerStyles();
  const fileStyles = useFileStyles();
  const chooser = useRef<HTMLInputElement>(null);
  const { can, customer, id } = escalation;
  const mode = can.reply ? draft.mode : 'note';
  const isNote = mode === 'note';
  const isWhisper = isNote && draft.whisper && whisperTo !== null;
  const field = isNote
    ? isWhisper
      ? {
          label: composerWords.whisperFor({ name: whisperTo.name }),
          placeholder: composerWords.whisperPlaceholder({ name: whisperTo.name }),
        }
      : { label: composerWords.noteFor, placeholder: composerWords.notePlaceholder }
    : { label: composerWords.replyTo({ customer: customer.name }), placeholder: composerWords.placeholder };
  const text = draft[mode];
  const length = text.trim().length;
  const locale = useLocale();
  const { say } = useNotice();
  const refused = useCallback((words: string) => say('warning', words), [say]);
  // Two lists: a note's file can never go to the customer by a change of mode.
  const uploads = useUploads(id, mode);
  const { files } = uploads;
  const isUploading = files.some(({ state }) => state === 'sending');
  const hasFailed = files.some(({ state }) => state === 'failed');
  const canSend =
    (length > 0 || files.length > 0) &&
    length <= MAX_CHARACTERS &&
    !isUploading &&
    !hasFailed &&
    (isNote ? can.note : can.reply);

  const handleText = (value: string) => {
    if (mode !== draft.mode) onMode(mode);
    onText(value);
    if (!isNote && value.trim()) signalTyping(id);
  };
  const { area, chosen, change, focus } = useField(text, handleText);
  useEffect(() => {
    if (focusNow || quoting) focus();
  }, [focusNow, quoting, focus]);

  const handleSend = () => {
    if (canSend) {
      const words = text.trim();
      onWrite({
        kind: mode,
        text: words,
        ...(isFormatted(words) && { format: 'markdown' as const }),
        ...(files.length > 0 && { files: files.flatMap(toSend) }),
        ...(!isNote && quoting && { quoteSeq: quoting.seq }),
      });
      uploads.clear();
    }
    focus();
  };
  const handleFormat = (format: Format) => change(apply(format, chosen()));
  const handleKeyDown = (event: KeyboardEvent) => {
    // While an input method is composing, Enter chooses a character.
    if (event.nativeEvent.isComposing) return;
    const format = formatOf(event);
    if (format) {
      event.preventDefault();
      return handleFormat(format);
    }
    if (event.key !== 'Enter') return;
    const continued = event.shiftKey ? newLine(chosen()) : null;
    if (event.shiftKey && !continued) return;
    event.preventDefault();
    if (continued) change(continued);
    else handleSend();
  };
  const handlePaste = (event: ClipboardEvent) => {
    const pasted = filesIn(event.clipboardData);
    if (pasted.length === 0) return;
    event.preventDefault();
    uploads.add(pasted, locale, refused);
  };
  const handleMode = (next: Draft['mode']) => {
    onMode(next);
    focus();
  };
  return (
    <div className={styles.dock}>
      <div
        className={mergeClasses(styles.box, isNote && styles.note, isWhisper && styles.whisper)}
        data-testid="composer"
        data-mode={mode}
      >
        <div className={styles.top}>
          <div className={styles.modes} role="group" aria-label={composerWords.modes}>
            {can.reply && (
              <ModeButton mode="reply" now={mode} onChoose={handleMode}>
                {composerWords.reply}
              </ModeButton>
            )}
            {can.note && (
              <ModeButton mode="note" now={mode} onChoose={handleMode}>
                {composerWords.note}
              </ModeButton>
            )}
          </div>
          <span className={mergeClasses(styles.who, isNote && styles.whoNote)} id="composer-who">
            {isNote && (isWhisper ? <EyeOffRegular aria-hidden /> : <LockClosedRegular aria-hidden />)}
            {isNote ? isWhisper ? composerWords.whisper : composerWords.onlyAgents : <ToWhom name={customer.name} />}
          </span>
        </div>
        {quoting && !isNote && <Quoting message={quoting} onUnquote={onUnquote} />}
        <textarea
          ref={area}
          className={mergeClasses(styles.words, isNote && styles.onNote)}
          rows={2}
          dir="auto"
          value={text}
          onChange={(event) => handleText(event.target.value)}
          onKeyDown={handleKeyDown}
          onPaste={handlePaste}
          placeholder={field.placeholder}
          aria-label={field.label}
          aria-describedby="composer-who composer-count"
          data-testid="composer-text"
        />
        <FileChips files={files} onRemove={uploads.remove} />
        {isNote && whisperTo && (
          <Switch
            className={styles.switch}
            checked={draft.whisper}
            label={composerWords.onlyOwner({ name: whisperTo.name })}
            onChange={(_, data) => onWhisper(data.checked)}
            data-testid="whisper-switch"
          />
        )}
        <div className={styles.foot}>
          <input
            ref={chooser}
            type="file"
            multiple
            className={fileStyles.hidden}
            tabIndex={-1}
            aria-hidden
            onChange={(event) => {
              uploads.add([...(event.target.files ?? [])], locale, refused);
              event.target.value = '';
            }}
            data-testid="file-input"
          />
          <div className={styles.adding}>
            <Button
              size="small"
              appearance="subtle"
              icon={<AttachRegular />}
              aria-label={composerWords.attach}
              onClick={() => chooser.current?.click()}
              data-testid="attach"
            />
            <Suspense fallback={null}>
              <Tools onFormat={handleFormat} />
            </Suspense>
          </div>
          <span className={mergeClasses(styles.hint, isNote && styles.onNote)}>
            {isNote ? composerWords.keysNote : composerWords.keysReply}
          </span>
          <span
            className={mergeClasses(styles.counter, length > MAX_CHARACTERS && styles.tooLong)}
            id="composer-count"
            role="status"
            data-testid="counter"
          >
            {isUploading ? composerWords.uploading : length >= COUNT_FROM && countWords(length)}
          </span>
          <Button
            appearance={isNote ? 'secondary' : 'primary'}
            icon={isNote ? <NoteRegular /> : <SendFilled />}
            disabledFocusable={!canSend}
            onClick={handleSend}
            data-testid="send"
          >
            {isNote ? composerWords.saveNote : composerWords.send}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Of copied words an office program brings a picture, too: then the words are meant. */
function filesIn(pasted: DataTransfer): File[] {
  const files = [...pasted.files];
  const words = files.length > 0 ? pasted.getData('text/plain') : '';
  return words === '' || files.some(({ name }) => words.includes(name)) ? files : [];
}

/** A name that reads from the right keeps to itself, and is cut at its own end. */
function ToWhom({ name }: { name: string }) {
  const styles = useComposerStyles();
  return (
    <>
      {composerWords.to({
        name: (
          <bdi className={styles.whoWords} title={name}>
            {name}
          </bdi>
        ),
      })}
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
  return left >= 0
    ? composerWords.charactersLeft({ count: left })
    : conversationWords.tooManyCharacters({ count: -left });
}
