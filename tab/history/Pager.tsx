import { Suspense, useEffect, useState } from 'react';
import { Button, Tooltip } from '@fluentui/react-components';
import { ArrowDownloadRegular, ArrowDownRegular, ArrowUpRegular, LinkRegular } from '@fluentui/react-icons';
import type { HistoryLink } from '../../src/contract/api';
import { post } from '../desk/api';
import { wordsOf } from '../desk/apiError';
import type { useEscalations } from '../desk/useEscalations';
import { useCommands } from '../keyboard/commands';
import { Hinted } from '../keyboard/Hinted';
import { lazily } from '../parts/lazily';
import { useNotice } from '../parts/Notice';
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
      <Hinted command="previousChat" words={historyWords.pager.previous} isIcon>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowUpRegular />}
          disabledFocusable={!previous}
          onClick={handlePrevious}
          data-testid="previous-chat"
        />
      </Hinted>
      <Hinted command="nextChat" words={historyWords.pager.next} isIcon>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowDownRegular />}
          disabledFocusable={(!next && !mayFetch) || isFetchingNextPage}
          onClick={handleNext}
          data-testid="next-chat"
        />
      </Hinted>
      <span className={styles.count} role="status" data-testid="pager-place">
        {at === null
          ? isSought && historyWords.pager.looking
          : historyWords.pager.place({ place: at + 1, count: items.length, isMore: hasNextPage })}
      </span>
      <Tooltip content={historyWords.pager.link} relationship="label">
        <Button
          size="small"
          appearance="subtle"
          icon={<LinkRegular />}
          onClick={() => void copyLink().catch((error: unknown) => say('error', wordsOf(error)))}
          data-testid="copy-chat-link"
        />
      </Tooltip>
      {shown && (
        <Tooltip content={exportWords.transcript.menu} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowDownloadRegular />}
            onClick={() => setExports(true)}
            data-testid="export-chat"
          />
        </Tooltip>
      )}
      {shown && exports && (
        <Suspense>
          <TranscriptDialog escalation={shown} onClose={() => setExports(false)} />
        </Suspense>
      )}
    </nav>
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
