import { Suspense, useCallback, useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { lazily } from '../../parts/lazily';
import { Button, mergeClasses, Switch } from '@fluentui/react-components';
import { AttachRegular, NoteRegular, SendFilled } from '@fluentui/react-icons';
import type { Escalation, KeptDraft, Message, Person } from '../../../src/contract/api';
import { useHint } from '../../keyboard/hints';
import { useNotice } from '../../parts/Notice';
import { useLocale } from '../../parts/you';
import { useFileStyles } from '../files/Files.styles';
import type { Written } from '../messages/sending';
import { useComposerStyles } from './Composer.styles';
import { ComposerHead } from './ComposerHead';
import { FileChips } from './FileChips';
import { filesIn } from './filesIn';
import { apply, type Format, formatOf, newLine } from './formatting';
import { useComposerCommands } from './useComposerCommands';
import { Quoting } from './Quoting';
import type { Keys } from './Suggestions';
import { signalTyping } from './typingSignal';
import type { Draft, Drafts } from './drafts';
import { useField } from './useField';
import { useInserting } from './useInserting';
import { useSuggesting } from './useSuggesting';
import { useTakingReplies } from './takingReplies';
import { useUploads } from './useUploads';
import { MAX_CHARACTERS, obstacleWords, writtenOf } from './written';
import { composerWords } from '../../words/composer';

/** Beside the words, never before them. */
const Tools = lazily(() => import('./Tools').then(({ Tools }) => Tools));

const Suggestions = lazily(() => import('./Suggestions').then(({ Suggestions }) => Suggestions));
const Elsewhere = lazily(() => import('./Elsewhere').then(({ Elsewhere }) => Elsewhere));
const LIST = 'composer-suggestions';

const COUNT_FROM = 7_500;

interface ComposerProps {
  escalation: Escalation;
  draft: Draft;
  drafts: Drafts;
  /** Other words of one's own, of another tab or device. */
  elsewhere: KeptDraft | null;
  /** Whom a note may be for alone; null where nobody may be chosen. */
  whisperTo: Person | null;
  /** The customer's message being answered. */
  quoting: Message | null;
  onUnquote: () => void;
  onWrite: (written: Written) => void;
  /** Takes back the last words while they may be; false where there are none. */
  onUndo: () => boolean;
  /** Take the focus when it appears. */
  focusNow: boolean;
  /** How often words came back: each time to be gone on with. */
  takenBack: number;
}

/** Where an agent writes: to the customer, or a note that cannot reach them. */
export function Composer(props: ComposerProps) {
  const { escalation, draft, drafts, elsewhere, whisperTo, quoting, onUnquote, onWrite, onUndo, focusNow, takenBack } =
    props;
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
  const sendHint = useHint('send');
  const [complaint, setComplaint] = useState<string | null>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const keys = useRef<Keys | null>(null);
  const looksFor = isNote ? (isWhisper ? null : 'people') : 'replies';
  const suggest = useSuggesting(looksFor);
  const { suggesting, close, watch } = suggest;
  const refused = useCallback((words: string) => say('warning', words), [say]);
  // Two lists: a note's file can never go to the customer by a change of mode.
  const uploads = useUploads(id, mode);
  const { files } = uploads;
  const { written, isNothing, obstacle } = writtenOf({ kind: mode, draft, files, quoting, whisperTo, can });
  // A gap is shown when one tries.
  const gap = obstacle?.why === 'gap' ? obstacle : null;
  const canSend = !isNothing && (obstacle === null || gap !== null);
  const isShown = obstacle?.why === 'uploading' || obstacle?.why === 'tooLong';

  const handleText = (value: string) => {
    drafts.change({ mode, [mode]: value });
    setComplaint(null);
    if (!isNote && value.trim() && !suggesting) signalTyping(id);
  };
  const { area, chosen, change, focus } = useField(text, handleText);
  useEffect(() => {
    if (focusNow || quoting || takenBack > 0) focus();
  }, [focusNow, quoting, takenBack, focus]);

  /** @returns whether the words are on their way */
  const handleSend = (): boolean => {
    if (canSend && gap) {
      setComplaint(obstacleWords(gap));
      focus(gap.start, gap.end);
      return false;
    }
    if (canSend) {
      onWrite(written);
      close();
    }
    focus();
    return canSend;
  };
  const insert = useInserting({ escalation, draft, drafts, text, chosen, change, uploads, suggest });
  useTakingReplies(id, isNote ? null : insert.reply);
  const handleFormat = (format: Format) => change(apply(format, chosen()));
  const handleKeyDown = (event: KeyboardEvent) => {
    // While an input method is composing, Enter chooses a character.
    if (event.nativeEvent.isComposing) return;
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
    // The list may still be on its way: a query is sent to nobody.
    const isQuery = suggesting?.kind === 'replies' && event.key === 'Enter' && !keys.current;
    if (suggesting && isPlain && (isQuery || keys.current?.(event.key))) return event.preventDefault();
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && text === '' && onUndo()) {
      return event.preventDefault();
    }
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
    drafts.change({ mode: next });
    focus();
  };
  useComposerCommands({
    id,
    can,
    mode,
    isEmpty: isNothing,
    onChoose: handleMode,
    onCanned: insert.sign,
    // What is looked for is no words of anybody's.
    onSend: () => suggesting?.kind !== 'replies' && handleSend(),
  });
  return (
    <div className={styles.dock} data-pane>
      <div
        className={mergeClasses(styles.box, isNote && styles.note, isWhisper && styles.whisper)}
        data-testid="composer"
        data-mode={mode}
      >
        {elsewhere && (
          <Suspense fallback={null}>
            <Elsewhere kept={elsewhere} onTake={drafts.takeTheirs} onKeepMine={drafts.keepMine} />
          </Suspense>
        )}
        <ComposerHead escalation={escalation} mode={mode} isWhisper={isWhisper} onMode={handleMode} />
        {suggesting && (
          <Suspense fallback={null}>
            <Suggestions
              suggesting={suggesting}
              escalation={escalation}
              id={LIST}
              keys={keys}
              onActive={setActiveId}
              onReply={insert.reply}
              onPerson={insert.person}
              onClose={close}
            />
          </Suspense>
        )}
        {quoting && !isNote && <Quoting message={quoting} onUnquote={onUnquote} />}
        <textarea
          ref={area}
          className={mergeClasses(styles.words, isNote && styles.onNote)}
          rows={2}
          dir="auto"
          value={text}
          onChange={({ target }) => {
            watch(target.value, target.selectionStart);
            handleText(target.value);
          }}
          onBlur={close}
          {...(suggesting && {
            'aria-autocomplete': 'list' as const,
            'aria-controls': LIST,
            ...(activeId !== null && { 'aria-activedescendant': activeId }),
          })}
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
            onChange={(_, data) => drafts.change({ whisper: data.checked })}
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
              <Tools onFormat={handleFormat} onCanned={isNote ? null : insert.sign} />
            </Suspense>
          </div>
          <span className={mergeClasses(styles.hint, isNote && styles.onNote)}>
            {isNote ? composerWords.keysNote : composerWords.keysReply}
          </span>
          <span
            className={mergeClasses(styles.counter, (complaint !== null || length > MAX_CHARACTERS) && styles.tooLong)}
            id="composer-count"
            role="status"
            data-testid="counter"
          >
            {complaint ?? (isShown ? obstacleWords(obstacle) : length >= COUNT_FROM && countWords(length))}
          </span>
          <Button
            appearance={isNote ? 'secondary' : 'primary'}
            icon={isNote ? <NoteRegular /> : <SendFilled />}
            aria-keyshortcuts={sendHint?.aria}
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

const countWords = (length: number): string =>
  composerWords.charactersLeft({ count: Math.max(0, MAX_CHARACTERS - length) });
