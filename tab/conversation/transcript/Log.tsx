import {
  Suspense,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { EscalationEvent } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { takeJump } from '../../desk/jump';
import { useCommands } from '../../keyboard/commands';
import { lazily } from '../../parts/lazily';
import { useNotice } from '../../parts/Notice';
import { StatePanel } from '../../parts/StatePanels';
import { useLocale } from '../../parts/you';
import { transcriptWords } from '../../words/transcript';
import type { Transcript as Loaded } from '../messages/messageList';
import { toldAmongMessages, toldOnPaper } from '../messages/happened';
import { notYetShown, type Outgoing } from '../messages/outgoing';
import { rowsOf, withOutgoing, type Row } from '../messages/rows';
import { Rows } from './Rows';
import { useTranscriptStyles } from './Transcript.styles';
import type { TranscriptProps } from './Transcript';
import { Typing } from './Typing';
import { useFresh } from './useFresh';
import { useGoTo } from './useGoTo';
import { useNewAfter } from './useNewAfter';
import { usePages } from './usePages';
import { useReadOnScreen } from './useReadOnScreen';
import { useStaysAtEnd } from './useStaysAtEnd';

const FindBar = lazily(() => import('./FindBar').then(({ FindBar }) => FindBar));
const DateDialog = lazily(() => import('./DateDialog').then(({ DateDialog }) => DateDialog));
const texts = () => import('./transcriptText');

/** What one may do with a whole transcript. */
export interface TranscriptTools {
  find: () => void;
  to: (seq: number) => void;
  toStart: () => void;
  toDate: () => void;
  copy: () => void;
  print: () => void;
}

/** Close enough to the end to count as there. */
const NEAR_PX = 56;
/** Until a row has been measured. */
const ESTIMATES: Record<Row['kind'], number> = {
  withBot: 36,
  afterBot: 16,
  handoff: 44,
  new: 36,
  ended: 44,
  day: 44,
  event: 36,
  message: 64,
  unloaded: 64,
  outgoing: 72,
};
/** As it was the last time: the first rows are laid out before the window is known. */
let lastHeight = 600;

/** The rows of a transcript, of which only those on the screen are there. */
export function Log(props: TranscriptProps & { transcript: Loaded; events: readonly EscalationEvent[] }) {
  const { escalation, outgoing, sending, onTakeBack, onQuote, onEdit, tools, transcript, events } = props;
  const { id, openedAt, endedAt } = escalation;
  const styles = useTranscriptStyles();
  const locale = useLocale();
  const { say } = useNotice();
  const box = useRef<HTMLDivElement>(null);
  const newAfter = useNewAfter(id, transcript.last, outgoing.length);
  const told = useMemo(() => toldAmongMessages(events), [events]);
  const said = useMemo(
    () => rowsOf(transcript, { openedAt, endedAt, newAfter: newAfter ?? null, events: told }),
    [transcript, openedAt, endedAt, newAfter, told],
  );
  const rows = useMemo(
    () => withOutgoing(said, notYetShown(outgoing, transcript.items)),
    [said, outgoing, transcript.items],
  );
  // An answer may be lost, and what was said be there all the same.
  useEffect(() => {
    if (outgoing.length === 0) return;
    const waits = new Set(notYetShown(outgoing, transcript.items));
    for (const item of outgoing) if (!waits.has(item)) sending.settle(item.clientMessageId);
  }, [outgoing, transcript.items, sending]);
  const sizeOf = (index: number) => ESTIMATES[rows[index]?.kind ?? 'message'];
  // Nothing counts as read before one is where the chat opens.
  const [isAtEnd, setIsAtEnd] = useState(false);
  const placed = useRef(false);
  const lookWhere = useCallback(() => setIsAtEnd(placed.current && box.current !== null && isNearEnd(box.current)), []);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoized by the compiler
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: sizeOf,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    overscan: 8,
    paddingStart: 12,
    paddingEnd: 12,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_PX,
    initialRect: { width: 0, height: lastHeight },
    initialOffset: () => Math.max(0, rows.reduce((sum, _, index) => sum + sizeOf(index), 24) - lastHeight),
    onChange: lookWhere,
  });
  const goTo = useGoTo(id, rows, virtualizer);
  const visible = virtualizer.getVirtualItems();
  const missing = visible.map(({ index }) => rows[index]).find((row) => row?.kind === 'unloaded');
  const pages = usePages(id, transcript.first, missing?.kind === 'unloaded' ? missing.seq : null);

  // Opened at the first word that is new, if there is more of it than fits; else at the end.
  const newRow = newAfter === undefined ? undefined : rows.findIndex(({ kind }) => kind === 'new');
  useLayoutEffect(() => {
    if (placed.current || newRow === undefined) return;
    placed.current = true;
    if (newRow < 0) virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(newRow, { align: 'start' });
  }, [newRow, virtualizer]);
  useStaysAtEnd(box, told, isNearEnd, () => virtualizer.scrollToEnd());
  // Whoever comes for one line sees that line, wherever else the chat would have opened.
  useEffect(() => {
    const seq = takeJump(id);
    if (seq !== null) void goTo({ seq }).catch((error: unknown) => say('error', wordsOf(error)));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once a chat; `goTo` is the same as long
  }, [id]);
  // One's own words are seen as they are sent.
  const ownCount = useRef(outgoing.length);
  useLayoutEffect(() => {
    if (outgoing.length > ownCount.current) virtualizer.scrollToEnd();
    ownCount.current = outgoing.length;
  }, [outgoing.length, virtualizer]);
  useEffect(() => {
    lookWhere();
    if (box.current && box.current.clientHeight > 0) lastHeight = box.current.clientHeight;
  }, [rows, newRow, lookWhere]);

  // Each key pressed in the composer makes a new one: the rows need not know.
  const latest = useRef(onTakeBack);
  useLayoutEffect(() => void (latest.current = onTakeBack), [onTakeBack]);
  const takeBack = useCallback((item: Outgoing) => latest.current(item), []);

  useReadOnScreen(escalation, newAfter === undefined ? null : transcript.items, isAtEnd);
  const fresh = useFresh(transcript, isAtEnd, id);
  // How often it was asked for since it was closed.
  const [finding, setFinding] = useState(0);
  const [asksDate, setAsksDate] = useState(false);
  const find = useCallback(() => setFinding((times) => times + 1), []);
  useCommands({ find }, id);
  const failed = useCallback((error: unknown) => say('error', wordsOf(error)), [say]);
  const on = useMemo(
    () => ({ quote: onQuote, edit: onEdit, jump: (seq: number) => void goTo({ seq }).catch(failed) }),
    [onQuote, onEdit, goTo, failed],
  );
  useImperativeHandle(
    tools,
    () => ({
      find,
      to: (seq) => void goTo({ seq: Math.max(seq, transcript.first) }).catch(failed),
      toStart: () => void goTo({ seq: transcript.first }, { align: 'start' }).catch(failed),
      toDate: () => setAsksDate(true),
      copy: () => {
        texts()
          .then(async ({ transcriptText, wholeTranscript }) =>
            transcriptText(escalation, await wholeTranscript(id), toldOnPaper(events), locale),
          )
          .then((text) =>
            navigator.clipboard.writeText(text).then(
              () => say('info', transcriptWords.tools.copied),
              () => say('error', transcriptWords.tools.copyFailed),
            ),
          )
          .catch(failed);
      },
      print: () => {
        Promise.all([texts(), import('./markdown')])
          .then(async ([{ printTranscript, wholeTranscript }, { markdownToHtml }]) =>
            printTranscript(escalation, await wholeTranscript(id), toldOnPaper(events), locale, markdownToHtml),
          )
          .catch(failed);
      },
    }),
    [find, goTo, transcript.first, escalation, events, id, locale, say, failed],
  );

  // The browser would glide there, and stop where rows are measured on the way.
  const handleKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.shiftKey || event.altKey || event.metaKey) return;
    if (event.key === 'End') virtualizer.scrollToEnd();
    else if (event.key === 'Home') virtualizer.scrollToIndex(0, { align: 'start' });
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.frame}>
      {finding > 0 && (
        <Suspense>
          <FindBar
            asked={finding}
            escalationId={id}
            newest={transcript.last}
            transcript={box}
            onGo={(seq) => void goTo({ seq }, { focus: false }).catch(failed)}
            onClose={() => {
              setFinding(0);
              box.current?.focus();
            }}
          />
        </Suspense>
      )}
      <div
        className={styles.box}
        ref={box}
        tabIndex={0}
        data-pane
        role="log"
        // What scrolls into view is nothing new: the announcer says what is.
        aria-live="off"
        aria-label={transcriptWords.title}
        data-testid="transcript"
        data-last={transcript.last}
        onKeyDown={handleKey}
      >
        {transcript.last < transcript.first && outgoing.length === 0 && (
          <StatePanel quiet title={transcriptWords.nothingSaid}>
            {transcriptWords.appearsHere}
          </StatePanel>
        )}
        <div className={styles.whole} style={{ height: virtualizer.getTotalSize() }}>
          <div className={styles.content} style={{ transform: `translateY(${visible[0]?.start ?? 0}px)` }}>
            <Rows
              rows={rows}
              visible={visible}
              measure={virtualizer.measureElement}
              escalation={escalation}
              first={transcript.first}
              last={transcript.last}
              on={on}
              sending={sending}
              onTakeBack={takeBack}
            />
          </div>
        </div>
      </div>
      <Typing id={id} name={escalation.customer.name} isOver={endedAt !== null} />
      {pages.failed && (
        <Button className={styles.pill} onClick={pages.retry} data-testid="place-failed">
          {transcriptWords.placeFailed}
        </Button>
      )}
      {!isAtEnd && newAfter !== undefined && !pages.failed && (
        <Button
          appearance={fresh > 0 ? 'primary' : 'secondary'}
          className={styles.pill}
          icon={<ArrowDownRegular />}
          onClick={() => virtualizer.scrollToEnd()}
          data-testid={fresh > 0 ? 'new-messages' : 'to-newest'}
        >
          {fresh > 0 ? transcriptWords.newMessages({ count: fresh }) : transcriptWords.toNewest}
        </Button>
      )}
      {asksDate && (
        <Suspense>
          <DateDialog
            latest={localDay(transcript.items.at(-1)?.sentAt ?? openedAt)}
            onGo={(at) => goTo({ at }, { align: 'start' })}
            onClose={() => setAsksDate(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** As the browser sees it: the virtualizer hears of a scroll only later. */
const isNearEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean =>
  scrollHeight - scrollTop - clientHeight <= NEAR_PX;

/** "2026-11-09", of the reader's own day, as date fields want it. */
function localDay(at: string): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
