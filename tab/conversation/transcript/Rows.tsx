import { memo, type ReactNode } from 'react';
import { mergeClasses } from '@fluentui/react-components';
import { BotRegular } from '@fluentui/react-icons';
import type { VirtualItem } from '@tanstack/react-virtual';
import type { Escalation } from '../../../src/contract/api';
import { useClock } from '../../parts/useClock';
import { useLocale, useYou } from '../../parts/you';
import { clockWords, dayWords, whenWords } from '../../words/times';
import { transcriptWords } from '../../words/transcript';
import { endWords } from '../messages/happened';
import type { Outgoing } from '../messages/outgoing';
import type { Sending } from '../messages/sending';
import type { Row } from '../messages/rows';
import { EventLine } from './EventLine';
import { MessageLine, type MessageActions } from './MessageLine';
import { OutgoingLine } from './OutgoingLine';
import { useTranscriptStyles } from './Transcript.styles';

interface RowsProps {
  rows: readonly Row[];
  visible: readonly VirtualItem[];
  measure: (element: HTMLElement | null) => void;
  escalation: Escalation;
  first: number;
  last: number;
  on: MessageActions;
  sending: Pick<Sending, 'retry' | 'discard'>;
  onTakeBack: (item: Outgoing) => void;
}

/** The rows on the screen, one after the other, in the part they belong to. */
export function Rows({ rows, visible, ...around }: RowsProps) {
  const styles = useTranscriptStyles();
  const shown = visible.flatMap(({ index }) => {
    const row = rows[index];
    return row ? [{ row, index }] : [];
  });
  const of = (part: Row['part']) =>
    shown
      .filter(({ row }) => row.part === part)
      .map(({ row, index }) => <One key={row.key} row={row} index={index} {...around} />);
  const [bot, between, people] = [of('bot'), of('handoff'), of('people')];
  return (
    <>
      {bot.length > 0 && (
        <section className={styles.botPart} aria-label={transcriptWords.withBot} data-testid="bot-part">
          <ol className={styles.part}>{bot}</ol>
        </section>
      )}
      {between}
      <section aria-label={transcriptWords.withPeople} data-testid="people-part">
        <ol className={styles.part}>{people}</ol>
      </section>
    </>
  );
}

type OneProps = Omit<RowsProps, 'rows' | 'visible'> & { row: Row; index: number };

/** Rows that stay as they are cost nothing while others come and go. */
const One = memo(function One({ row, index, measure, escalation, first, last, on, sending, onTakeBack }: OneProps) {
  const styles = useTranscriptStyles();
  const locale = useLocale();
  const place = { ref: measure, 'data-index': index };
  switch (row.kind) {
    case 'withBot':
      return (
        <li className={styles.partTitle} {...place} aria-hidden>
          <BotRegular /> {transcriptWords.withBot}
        </li>
      );
    case 'afterBot':
      return <li className={styles.afterBot} {...place} aria-hidden />;
    case 'handoff':
      return (
        <div {...place}>
          <div className={mergeClasses(styles.divider, styles.handoff)} data-testid="handover">
            {(escalation.previousId === null ? transcriptWords.handedOver : transcriptWords.handedOverAgain)({
              time: clockWords(escalation.openedAt, locale),
            })}
          </div>
          {index === 0 && <HandedOverWith escalation={escalation} />}
        </div>
      );
    case 'new':
      return (
        <li className={mergeClasses(styles.divider, styles.fresh)} {...place} data-testid="new-line">
          {transcriptWords.fresh}
        </li>
      );
    case 'day': {
      // Between the parts it is in neither list.
      const Line = row.part === 'handoff' ? 'div' : 'li';
      return (
        <Line className={styles.divider} {...place} data-testid="day">
          <Day at={row.at} />
        </Line>
      );
    }
    case 'ended':
      return (
        <li className={styles.divider} {...place} data-testid="ended">
          <Ended escalation={escalation} />
        </li>
      );
    case 'event':
      return <EventLine event={row.event} place={place} />;
    case 'unloaded':
      return (
        <li className={styles.unloaded} {...place} aria-label={transcriptWords.loadingPlace} data-testid="unloaded">
          <div className={styles.place} />
        </li>
      );
    case 'outgoing':
      return <OutgoingLine item={row.item} sending={sending} onTakeBack={onTakeBack} place={place} />;
    case 'message':
      return (
        <MessageLine
          message={row.message}
          continued={row.continued}
          escalationId={escalation.id}
          canReply={escalation.can.reply}
          on={on}
          index={index}
          measure={measure}
          posInSet={row.message.seq - first + 1}
          setSize={last - first + 1}
        />
      );
  }
});

/** Of a bot that sent no transcript: what it says of the customer stands where their words would. */
function HandedOverWith({ escalation: { agentMessage, lastPhrase } }: { escalation: Escalation }): ReactNode {
  const styles = useTranscriptStyles();
  const told = [
    { label: transcriptWords.botSays, words: agentMessage },
    { label: transcriptWords.lastPhrase, words: lastPhrase && transcriptWords.quoted({ words: lastPhrase }) },
  ].filter(({ words }) => words);
  if (told.length === 0) return null;
  return (
    <dl className={styles.told} data-testid="handed-over-with">
      {told.map(({ label, words }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd dir="auto">{words}</dd>
        </div>
      ))}
    </dl>
  );
}

function Day({ at }: { at: string }): ReactNode {
  return dayWords(at, useClock(), useLocale());
}

function Ended({ escalation: { endedBy, endedAt, status, outcome } }: { escalation: Escalation }): ReactNode {
  const [now, locale] = [useClock(), useLocale()];
  const { me } = useYou();
  if (endedAt === null) return null;
  const type = status === 'resolved' ? 'resolved' : 'abandoned';
  const what = endedBy ? endWords({ type, actor: endedBy, reason: outcome }, me.id) : transcriptWords.somehowEnded;
  return transcriptWords.ended({ what, when: whenWords(endedAt, now, locale) });
}
