import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowRightRegular, ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { Escalation, Message } from '../../../src/contract/api';
import { earlierOf } from '../../desk/earlier';
import { keys } from '../../desk/keys';
import { Failed } from '../../parts/StatePanels';
import { topicOf } from '../../parts/topics';
import { useClock } from '../../parts/useClock';
import { useLocale } from '../../parts/you';
import { commonWords } from '../../words/common';
import { detailsWords } from '../../words/details';
import { erasedWords } from '../../words/erased';
import { momentWords } from '../../words/times';
import { END, fetchPage } from '../messages/fetchTranscript';
import { messageWords } from '../messages/messageWords';
import { Words } from '../transcript/Words';
import { useDetailsStyles } from './Details.styles';

/** The last words of an earlier chat; the rest is one press further. */
const WORDS = 40;

interface EarlierProps {
  escalation: Escalation;
  onOpen: (escalationId: string) => void;
}

/** The customer's earlier chats, read here while the present one stays in view. */
export function Earlier({ escalation, onOpen }: EarlierProps) {
  const styles = useDetailsStyles();
  const { id } = escalation;
  const { data, error, refetch } = useQuery(earlierOf(id));
  if (error) return <Failed quiet what={detailsWords.earlierFailed} error={error} onRetry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  return (
    <>
      <h3 className={styles.sub}>{detailsWords.earlier({ count: data.length })}</h3>
      <ul className={styles.earlier} data-testid="earlier">
        {data.map((one) => (
          <One key={one.id} escalation={one} onOpen={onOpen} />
        ))}
      </ul>
    </>
  );
}

function One({ escalation, onOpen }: EarlierProps) {
  const styles = useDetailsStyles();
  const [open, setOpen] = useState(false);
  const [now, locale] = [useClock(), useLocale()];
  const { id, number, openedAt, topic, lastPhrase, outcome, assignee, queue, erased } = escalation;
  const about = topicOf(topic) ?? lastPhrase ?? (erased ? erasedWords.words : queue.name);
  return (
    <li className={styles.before} data-testid="earlier-chat">
      <Button
        appearance="transparent"
        className={styles.beforeHead}
        icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span>
          <span className={styles.when}>
            #{number} · {momentWords(openedAt, now, locale)}
          </span>
          <bdi className={styles.about}>{about}</bdi>
          {(outcome || assignee) && (
            <bdi className={styles.when}>{[assignee?.name, outcome].filter(Boolean).join(': ')}</bdi>
          )}
        </span>
      </Button>
      {open && (
        <div className={styles.beforeWords}>
          <LastWords id={id} />
          <Button
            size="small"
            icon={<ArrowRightRegular />}
            iconPosition="after"
            onClick={() => onOpen(id)}
            data-testid="previous"
          >
            {detailsWords.openWhole}
          </Button>
        </div>
      )}
    </li>
  );
}

function LastWords({ id }: { id: string }) {
  const styles = useDetailsStyles();
  const [now, locale] = [useClock(), useLocale()];
  const { data, error, refetch } = useQuery({
    queryKey: keys.earlierWords(id),
    queryFn: async ({ signal }) => (await fetchPage(id, { around: END }, WORDS * 2, signal)).items,
    staleTime: 60_000,
  });
  if (error) return <Failed quiet what={detailsWords.earlierFailed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <span className={styles.when}>{commonWords.loadingSoon}</span>;
  return (
    <ol className={styles.lines} aria-label={detailsWords.lastWords} tabIndex={0}>
      {data.filter(isSaid).map((message) => (
        <li key={message.seq}>
          <span className={styles.when}>
            <bdi>{message.author.name}</bdi>
            {message.note && ` · ${detailsWords.note}`} · {momentWords(message.sentAt, now, locale)}
          </span>
          <Words text={messageWords(message)} format={message.text === '' ? 'plain' : message.format} />
        </li>
      ))}
    </ol>
  );
}

const isSaid = ({ author, deletedAt, note }: Message): boolean =>
  deletedAt === null && (author.kind !== 'system' || note);
