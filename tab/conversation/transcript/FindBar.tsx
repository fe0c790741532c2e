import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { Button, makeStaticStyles, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, DismissRegular, SearchRegular } from '@fluentui/react-icons';
import type { MessagesFound } from '../../../src/contract/api';
import { get } from '../../desk/api';
import { wordsOf } from '../../desk/apiError';
import { keys } from '../../desk/keys';
import { useAnnounce } from '../../parts/Announcer';
import { Busy } from '../../parts/Busy';
import { useKept } from '../../parts/useKept';
import { transcriptWords } from '../../words/transcript';
import { highlight } from './highlight';

const PAUSE_MS = 200;

/** In the system's own colours, which every theme has. */
const useHighlights = makeStaticStyles({
  '::highlight(found-in-chat)': { backgroundColor: 'Mark', color: 'MarkText' },
});

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  field: {
    // As wide as the buttons leave it: they stay on its line on a phone, too.
    flex: '1 1 96px',
    width: 0,
    minWidth: '96px',
    height: '28px',
    padding: `0 ${tokens.spacingHorizontalS}`,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    '::placeholder': { color: tokens.colorNeutralForeground3 },
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  place: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
});

interface FindBarProps {
  /** How often it was asked for: each time, what is in it can be typed over. */
  asked: number;
  escalationId: string;
  /** Grows with every message: what is found then may be more. */
  newest: number;
  transcript: RefObject<HTMLElement | null>;
  onGo: (seq: number) => void;
  onClose: () => void;
}

/** Finds words anywhere in the chat, loaded or not, from the newest back. */
export function FindBar({ asked, escalationId, newest, transcript, onGo, onClose }: FindBarProps) {
  useHighlights();
  const styles = useStyles();
  const announce = useAnnounce();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [words, setWords] = useState('');
  /** Where one is, by its message: places shift while more is said. */
  const [at, setAt] = useState<number | null>(null);
  // Kept while more is said; of other words it says nothing.
  const { data, isBusy, error } = useKept({
    queryKey: [...keys.search(escalationId, words), newest],
    asked: words,
    enabled: words !== '',
    ask: (signal) =>
      get<MessagesFound>(`/escalations/${encodeURIComponent(escalationId)}/messages/search`, {
        query: { q: words },
        signal,
      }),
  });
  const found = words !== '' && data?.asked === words ? data : null;
  const seqs = found?.seqs ?? [];
  const index = at === null ? -1 : seqs.indexOf(at);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [asked]);
  useEffect(() => {
    const timer = setTimeout(() => setWords(text.trim().slice(0, 200)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const go = (seq: number | undefined) => {
    if (seq === undefined) return;
    setAt(seq);
    onGo(seq);
  };
  // The newest place first, as soon as it is known.
  const gone = useRef('');
  useEffect(() => {
    if (isBusy || !found || gone.current === words) return;
    gone.current = words;
    const last = found.seqs.at(-1);
    setAt(last ?? null);
    if (last !== undefined) onGo(last);
    announce(last === undefined ? transcriptWords.find.none : placeWords(found, found.seqs.length - 1));
  }, [isBusy, found, words, onGo, announce]);
  // Rows come and go while one scrolls: what is there is marked again and again.
  useEffect(() => highlight(transcript, words), [transcript, words]);

  const step = (by: -1 | 1) => {
    if (seqs.length === 0) return;
    const next = index < 0 ? seqs.length - 1 : (index + by + seqs.length) % seqs.length;
    go(seqs[next]);
    if (found) announce(placeWords(found, next));
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.target === field.current) step(event.shiftKey ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={styles.bar} aria-label={transcriptWords.find.title} onKeyDown={handleKey} data-testid="find-bar">
      <SearchRegular aria-hidden />
      <input
        ref={field}
        className={styles.field}
        value={text}
        maxLength={200}
        dir="auto"
        aria-label={transcriptWords.find.field}
        placeholder={transcriptWords.find.placeholder}
        onChange={({ target }) => setText(target.value)}
        data-testid="find-field"
      />
      <Busy as="span" quiet isBusy={isBusy} className={styles.place} testId="find-place">
        {error
          ? wordsOf(error)
          : words === ''
            ? ''
            : !found
              ? transcriptWords.find.searching
              : seqs.length === 0
                ? transcriptWords.find.none
                : placeWords(found, index < 0 ? seqs.length - 1 : index)}
      </Busy>
      <Button
        size="small"
        appearance="subtle"
        icon={<ArrowUpRegular />}
        aria-label={transcriptWords.find.previous}
        title={transcriptWords.find.previous}
        disabledFocusable={seqs.length === 0}
        onClick={() => step(-1)}
        data-testid="find-previous"
      />
      <Button
        size="small"
        appearance="subtle"
        icon={<ArrowDownRegular />}
        aria-label={transcriptWords.find.next}
        title={transcriptWords.find.next}
        disabledFocusable={seqs.length === 0}
        onClick={() => step(1)}
        data-testid="find-next"
      />
      <Button
        size="small"
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={transcriptWords.find.close}
        title={transcriptWords.find.close}
        onClick={onClose}
        data-testid="find-close"
      />
    </search>
  );
}

/** Counted from the newest, where one begins. */
function placeWords({ seqs, isCut }: MessagesFound, index: number): string {
  const { place, placeOfMany } = transcriptWords.find;
  return (isCut ? placeOfMany : place)({ place: seqs.length - index, count: seqs.length });
}
