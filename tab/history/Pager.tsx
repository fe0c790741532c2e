import { type JSX, Suspense, useEffect, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular, ArrowDownRegular, ArrowUpRegular, LinkRegular } from '@fluentui/react-icons';
import type { HistoryLink } from '../../src/contract/api';
import { post } from '../desk/api';
import { wordsOf } from '../desk/apiError';
import type { useEscalations } from '../desk/useEscalations';
import { useCommands } from '../keyboard/commands';
import { type KeyHint, useHint } from '../keyboard/hints';
import { lazily } from '../parts/lazily';
import { useNotice } from '../parts/Notice';
import { commonWords } from '../words/common';
import { exportWords } from '../words/exports';
import { historyWords } from '../words/history';
import { type Filters, toShows } from './filters';
import { useHistoryStyles } from './History.styles';

const TranscriptDialog = lazily(() => import('../verbs/TranscriptDialog').then((all) => all.TranscriptDialog));

/** Pages that are looked through for a chat somebody came to by a link. */
const MOST_PAGES = 10;

interface PagerProps {
  openId: string;
  /** Somebody came by a link: the list is read until the chat is in it. */
  isLinked: boolean;
  list: ReturnType<typeof useEscalations>;
  filters: Filters;
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/** Above a chat of the history: where in the list it stands, and the ones before and after it. */
export function Pager({ openId, isLinked, list, filters, onOpen }: PagerProps) {
  const styles = useHistoryStyles();
  const { say } = useNotice();
  const [exports, setExports] = useState(false);
  const hints = { previous: useHint('previousChat'), next: useHint('nextChat') };
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const at = usePlace(openId, items);
  const shown = items.find(({ id }) => id === openId);
  const isGone = at !== null && items[at]?.id !== openId;
  // Behind a chat that is in the list no more stands what came into its place.
  const next = at === null ? undefined : items[isGone ? at : at + 1];
  const previous = at === null ? undefined : items[at - 1];
  const mayFetch = at !== null && next === undefined && hasNextPage;

  const pages = list.data?.pages.length ?? 0;
  const isSought = isLinked && at === null && hasNextPage && pages > 0 && pages < MOST_PAGES;
  useEffect(() => {
    if (isSought && !isFetchingNextPage) void fetchNextPage();
  }, [isSought, isFetchingNextPage, fetchNextPage]);

  const open = (id: string) => onOpen(id, false);
  const goOn = async () => {
    if (next) return open(next.id);
    if (!mayFetch || isFetchingNextPage) return;
    const { data } = await fetchNextPage();
    const known = new Set(items.map(({ id }) => id));
    const first = data?.pages.flatMap((page) => page.items).find(({ id }) => !known.has(id));
    if (first) open(first.id);
  };
  const handleNext = () => void goOn().catch((error: unknown) => say('error', wordsOf(error)));
  const handlePrevious = () => previous && open(previous.id);
  const end = () => say('info', historyWords.pager.atEnd);
  useCommands({
    nextChat: next || mayFetch ? handleNext : end,
    previousChat: previous ? handlePrevious : end,
  });
  const copyLink = async () => {
    const { url } = await post<HistoryLink>('/history-link', { shows: toShows(filters), escalationId: openId });
    await navigator.clipboard.writeText(url).then(
      () => say('info', historyWords.pager.linkCopied),
      () => say('error', historyWords.linkFailed),
    );
  };
  return (
    <nav className={styles.pager} aria-label={historyWords.pager.title} data-keeps-focus data-testid="pager">
      <Press
        words={historyWords.pager.previous}
        hint={hints.previous}
        icon={<ArrowUpRegular />}
        isOff={!previous}
        onClick={handlePrevious}
        testId="previous-chat"
      />
      <Press
        words={historyWords.pager.next}
        hint={hints.next}
        icon={<ArrowDownRegular />}
        isOff={(!next && !mayFetch) || isFetchingNextPage}
        onClick={handleNext}
        testId="next-chat"
      />
      <span className={styles.place} role="status" data-testid="pager-place">
        {at === null || items.length === 0
          ? isSought && historyWords.pager.looking
          : historyWords.pager.place({ place: at + 1, count: items.length, isMore: hasNextPage })}
      </span>
      <Press
        words={historyWords.pager.link}
        icon={<LinkRegular />}
        onClick={() => void copyLink().catch((error: unknown) => say('error', wordsOf(error)))}
        testId="copy-chat-link"
      />
      {shown && (
        <Press
          words={exportWords.transcript.menu}
          icon={<ArrowDownloadRegular />}
          onClick={() => setExports(true)}
          testId="export-chat"
        />
      )}
      {shown && exports && (
        <Suspense>
          <TranscriptDialog escalation={shown} onClose={() => setExports(false)} />
        </Suspense>
      )}
    </nav>
  );
}

interface PressProps {
  words: string;
  hint?: KeyHint | undefined;
  icon: JSX.Element;
  isOff?: boolean;
  onClick: () => void;
  testId: string;
}

/** Told by the browser's own tooltip: another would stand over the chat's head, and take what is pressed there. */
function Press({ words, hint, icon, isOff = false, onClick, testId }: PressProps) {
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={icon}
      aria-label={words}
      aria-keyshortcuts={hint?.aria}
      title={hint ? commonWords.withKey({ what: words, key: hint.text }) : words}
      disabledFocusable={isOff}
      onClick={onClick}
      data-testid={testId}
    />
  );
}

/** Where in the list it stands, or last stood; null: it was never in it. */
function usePlace(openId: string, items: PagerProps['list']['items']): number | null {
  const index = items.findIndex(({ id }) => id === openId);
  const [last, setLast] = useState<{ id: string; at: number } | null>(null);
  if (index >= 0 && (last?.id !== openId || last.at !== index)) setLast({ id: openId, at: index });
  if (index >= 0) return index;
  return last?.id === openId ? Math.min(last.at, items.length) : null;
}
