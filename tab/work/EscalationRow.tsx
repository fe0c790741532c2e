import { memo } from 'react';
import { Avatar, Badge, Button, mergeClasses } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { Signs } from '../parts/Signs';
import { isYourTurn } from '../parts/signs';
import { waitingWords } from '../parts/states';
import { topicOf } from '../parts/topics';
import { useClock } from '../parts/useClock';
import { commonWords } from '../words/common';
import { stateWords } from '../words/states';
import { momentWords } from '../words/times';
import { workWords } from '../words/work';
import { useLocale, useYou } from '../parts/you';
import { useRowStyles } from './EscalationRow.styles';
import { subjectOf, wordsOfWaiting } from './order';
import { useClaim } from './useClaim';

interface RowProps {
  escalation: Escalation;
  /** What matters about it in this list. */
  as: 'waiting' | 'mine' | 'taken';
  isOpen: boolean;
  /** Of its controls: one row of a list is a tab stop. */
  tabIndex: 0 | -1;
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/**
 * One escalation in a list, in three lines: who and when, their last words, how it stands and where. Of a list that was
 * asked for again, only the rows that changed are rendered.
 */
export const EscalationRow = memo(function EscalationRow({ escalation, as, isOpen, tabIndex, onOpen }: RowProps) {
  const styles = useRowStyles();
  const { me } = useYou();
  const { id, number, customer, unread } = escalation;
  const isPressing = as === 'mine' && (isYourTurn(escalation, me.id) || unread > 0);
  const place = placeWords(escalation, as);
  return (
    <li
      className={mergeClasses(styles.row, isOpen && styles.selected)}
      data-testid="escalation-row"
      data-escalation={id}
    >
      <Avatar name={customer.name} color="colorful" size={32} aria-hidden className={styles.avatar} />
      <div className={styles.body}>
        <button
          type="button"
          tabIndex={tabIndex}
          className={mergeClasses(styles.open, isPressing && styles.strong)}
          dir="auto"
          onClick={() => onOpen(id)}
          aria-current={isOpen || undefined}
          title={`${customer.name} · #${number} · ${place}`}
          data-row={id}
          data-testid="open"
        >
          {customer.name}
        </button>
        <div className={mergeClasses(styles.words, isPressing && styles.strong)} dir="auto">
          <LastWords escalation={escalation} as={as} />
        </div>
        <div className={styles.foot}>
          <Signs escalation={escalation} />
          <span className={styles.place}>
            #{number} · {place}
          </span>
        </div>
      </div>
      <div className={styles.side}>
        <span className={styles.when}>
          <When escalation={escalation} as={as} />
        </span>
        {as === 'waiting' && escalation.can.claim && (
          <Claim escalation={escalation} tabIndex={tabIndex} onOpen={onOpen} />
        )}
        {unread > 0 && as !== 'waiting' && (
          <Badge
            size="small"
            color="brand"
            aria-label={workWords.row.unread({ count: unread })}
            role="img"
            data-testid="unread"
          >
            {workWords.row.unreadCount({ count: unread })}
          </Badge>
        )}
      </div>
    </li>
  );
});

function Claim({ escalation, tabIndex, onOpen }: Pick<RowProps, 'escalation' | 'tabIndex' | 'onOpen'>) {
  const styles = useRowStyles();
  const claim = useClaim(escalation, onOpen);
  return (
    <Button
      size="small"
      className={styles.claim}
      tabIndex={tabIndex}
      disabledFocusable={claim.isPending}
      onClick={claim.start}
      aria-label={workWords.row.claimCustomer({ customer: escalation.customer.name })}
      data-testid="claim"
    >
      {claim.isPending ? workWords.row.claiming : workWords.row.claim}
    </Button>
  );
}

/** What it is about, then the last words; whose they are is said only when they are not the customer's. */
function LastWords({ escalation, as }: { escalation: Escalation; as: RowProps['as'] }) {
  const { me } = useYou();
  const { preview } = escalation;
  const topic = topicOf(escalation.topic);
  const about = topic === null ? null : <bdi>{topic}</bdi>;
  if (as === 'waiting') {
    const words = wordsOfWaiting(escalation);
    if (words === null) return about ?? workWords.row.noWords;
    return workWords.row.aboutAndSaid({ about, said: workWords.row.quoted({ words }) });
  }
  if (!preview) return subjectOf(escalation);
  // Alone they run their own way, and the line with them.
  if (preview.by.kind === 'customer' && about === null) return preview.text;
  if (preview.by.kind === 'customer') return workWords.row.aboutAndSaid({ about, said: <bdi>{preview.text}</bdi> });
  const isMine = preview.by.kind === 'agent' && preview.by.id === me.id;
  const said = workWords.row.saidBy({
    author: <bdi>{isMine ? commonWords.you : preview.author}</bdi>,
    text: <bdi>{preview.text}</bdi>,
  });
  return workWords.row.aboutAndSaid({ about, said });
}

/** Where it is, or with whom. */
function placeWords({ status, queue, offer, assignee }: Escalation, as: RowProps['as']): string {
  const { waitingIn, withAgent, offeredTo } = workWords.row;
  if (as === 'waiting') return offer ? offeredTo({ name: offer.to.name }) : queue.name;
  if (as === 'mine') return queue.name;
  return status === 'waiting'
    ? waitingIn({ queue: queue.name })
    : withAgent({ name: assignee?.name ?? stateWords.anAgent });
}

function When({ escalation, as }: { escalation: Escalation; as: RowProps['as'] }) {
  const now = useClock();
  const locale = useLocale();
  const { leftMessageAt, openedAt } = escalation;
  if (as === 'waiting') return leftMessageAt ? momentWords(leftMessageAt, now, locale) : waitingWords(openedAt, now);
  const at = as === 'mine' ? (escalation.preview?.sentAt ?? escalation.claimedAt) : escalation.claimedAt;
  return at ? momentWords(at, now, locale) : '';
}
