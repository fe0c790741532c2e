import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, mergeClasses } from '@fluentui/react-components';
import { ArrowDownRegular, BotRegular } from '@fluentui/react-icons';
import type { Escalation, Message } from '../../../src/contract/api';
import { useAnnounce } from '../../parts/Announcer';
import { Failed, StatePanel, LoadingRows } from '../../parts/StatePanels';
import { useClock } from '../../parts/useClock';
import { clockWords, dayWords, whenWords } from '../../words/times';
import { useLocale } from '../../parts/you';
import { customerWordsAfter, partsOf, type Entry } from '../messages/entries';
import { MessageLine } from './MessageLine';
import { notYetShown, type Outgoing } from '../messages/outgoing';
import { OutgoingLine } from './OutgoingLine';
import { useTranscriptStyles } from './Transcript.styles';
import { EMPTY } from '../messages/messageList';
import { messageWords } from '../messages/messageWords';
import { stoppedTyping, useIsTyping } from '../messages/typing';
import { useReadOnScreen } from './useReadOnScreen';
import { useStickToEnd } from './useStickToEnd';
import { useTranscript } from './useTranscript';
import { commonWords } from '../../words/common';
import { transcriptWords } from '../../words/transcript';

interface TranscriptProps {
  escalation: Escalation;
  outgoing: Outgoing[];
  onRetry: (clientMessageId: string) => void;
  onTakeBack: (item: Outgoing) => void;
  onQuote: (message: Message) => void;
  onEdit: (message: Message) => void;
}

/** Everything said, the bot's part and the people's part, the newest at the bottom. */
export function Transcript(props: TranscriptProps) {
  const { escalation, outgoing, onRetry, onTakeBack, onQuote, onEdit } = props;
  const styles = useTranscriptStyles();
  const locale = useLocale();
  const now = useClock();
  const { data, error, refetch, earlier } = useTranscript(escalation);
  const transcript = data ?? EMPTY;
  const { items } = transcript;
  const unsent = notYetShown(outgoing, items);
  const { bot, people, showsHandoff } = partsOf(transcript, escalation.openedAt);
  const { box, content, isAtEnd, toEnd, handleScroll } = useStickToEnd(
    data !== undefined,
    items[0]?.seq ?? 0,
    outgoing.length,
  );
  const on = useMemo(
    () => ({ quote: onQuote, edit: onEdit, jump: (seq: number) => showMessage(content.current, seq) }),
    [onQuote, onEdit, content],
  );
  useReadOnScreen(escalation, data?.items, isAtEnd);
  const fresh = useFresh(data?.items, isAtEnd, escalation.id);

  if (!data) {
    return error ? (
      <Failed fill what={transcriptWords.failed} error={error} onRetry={() => void refetch()} />
    ) : (
      <LoadingRows count={6} label={transcriptWords.loading} />
    );
  }
  const entryOf = (entry: Entry) =>
    entry.kind === 'day' ? (
      <li key={entry.key} className={styles.divider}>
        {dayWords(entry.at, now, locale)}
      </li>
    ) : (
      <MessageLine
        key={entry.key}
        message={entry.message}
        continued={entry.continued}
        escalationId={escalation.id}
        canRetry={escalation.can.reply}
        canReply={escalation.can.reply}
        on={on}
      />
    );
  return (
    <div className={styles.frame}>
      <div
        className={styles.box}
        ref={box}
        onScroll={handleScroll}
        tabIndex={0}
        role="region"
        aria-label={transcriptWords.title}
        data-testid="transcript"
      >
        <div className={styles.content} ref={content}>
          {!data.complete && items.length > 0 && (
            <div className={styles.center}>
              <Button
                size="small"
                disabledFocusable={earlier.isPending}
                onClick={() => earlier.mutate()}
                data-testid="show-earlier"
              >
                {earlier.isPending
                  ? commonWords.loadingSoon
                  : earlier.isError
                    ? transcriptWords.earlierFailed
                    : transcriptWords.showEarlier}
              </Button>
            </div>
          )}
          {items.length === 0 && unsent.length === 0 && (
            <StatePanel quiet title={transcriptWords.nothingSaid}>
              {transcriptWords.appearsHere}
            </StatePanel>
          )}
          {bot.length > 0 && (
            <section className={styles.botPart} aria-label={transcriptWords.withBot} data-testid="bot-part">
              <div className={styles.partTitle} aria-hidden>
                <BotRegular /> {transcriptWords.withBot}
              </div>
              <ol className={styles.part}>{bot.map(entryOf)}</ol>
            </section>
          )}
          {showsHandoff && (
            <div className={mergeClasses(styles.divider, styles.handoff)} data-testid="handover">
              {transcriptWords.handedOver({ time: clockWords(escalation.openedAt, locale) })}
            </div>
          )}
          <section aria-label={transcriptWords.withPeople} data-testid="people-part">
            <ol className={styles.part}>
              {people.map(entryOf)}
              {unsent.map((item) => (
                <OutgoingLine key={item.clientMessageId} item={item} onRetry={onRetry} onTakeBack={onTakeBack} />
              ))}
            </ol>
          </section>
          {escalation.endedAt && (
            <div className={styles.divider} data-testid="ended">
              {(escalation.status === 'resolved' ? transcriptWords.resolved : transcriptWords.abandoned)({
                when: whenWords(escalation.endedAt, now, locale),
              })}
            </div>
          )}
          <Typing escalation={escalation} />
        </div>
      </div>
      {!isAtEnd && fresh > 0 && (
        <Button
          appearance="primary"
          className={styles.pill}
          icon={<ArrowDownRegular />}
          onClick={toEnd}
          data-testid="new-messages"
        >
          {transcriptWords.newMessages({ count: fresh })}
        </Button>
      )}
    </div>
  );
}

/** Scrolls to a message that is loaded, and marks it for a moment by moving the focus there. */
function showMessage(transcript: HTMLElement | null, seq: number): void {
  const message = transcript?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
  message?.scrollIntoView({ block: 'center' });
  message?.focus({ preventScroll: true });
}

function Typing({ escalation }: { escalation: Escalation }) {
  const styles = useTranscriptStyles();
  const isTyping = useIsTyping(escalation.id);
  return (
    <div className={styles.typing} data-testid="typing">
      {isTyping && !escalation.endedAt && transcriptWords.typing({ name: escalation.customer.name })}
    </div>
  );
}

/** Announces what the customer says from now on, and counts what came in below the reader's view. */
function useFresh(items: Message[] | undefined, isAtEnd: boolean, escalationId: string): number {
  const announce = useAnnounce();
  const announced = useRef<number | null>(null);
  const lastSeq = items?.at(-1)?.seq ?? 0;
  const [seen, setSeen] = useState(0);
  if (isAtEnd && seen !== lastSeq) setSeen(lastSeq);

  useEffect(() => {
    if (!items) return;
    if (announced.current !== null) {
      const words = customerWordsAfter(items, announced.current);
      if (words.length > 0) {
        announce(
          words
            .map((message) => transcriptWords.heard({ author: message.author.name, text: messageWords(message) }))
            .join('. '),
        );
        stoppedTyping(escalationId);
      }
    }
    announced.current = lastSeq;
  }, [items, lastSeq, announce, escalationId]);

  return items && !isAtEnd ? customerWordsAfter(items, seen).length : 0;
}
