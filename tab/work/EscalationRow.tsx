import { Avatar, Badge, Button, mergeClasses } from '@fluentui/react-components';
import { ClockAlarmRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../src/contract/api';
import { useClock } from '../parts/useClock';
import { alarmWords, priorityWords, waitingWords } from '../parts/states';
import { commonWords } from '../words/common';
import { stateWords } from '../words/states';
import { momentWords } from '../words/times';
import { workWords } from '../words/work';
import { useLocale, useYou } from '../parts/you';
import { useRowStyles } from './EscalationRow.styles';
import { isYourTurn, wordsOfWaiting } from './order';
import { useClaim } from './useClaim';

interface RowProps {
  escalation: Escalation;
  /** What matters about it in this list. */
  as: 'waiting' | 'mine' | 'taken';
  isOpen: boolean;
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/** One escalation in a list: who, about what, their last words, and how long. */
export function EscalationRow({ escalation, as, isOpen, onOpen }: RowProps) {
  const styles = useRowStyles();
  const { id, number, customer, topic, queue, can, priority } = escalation;
  const claim = useClaim(escalation, onOpen);
  const late = alarmWords(escalation.alarm);
  const yourTurn = as === 'mine' && isYourTurn(escalation);
  return (
    <li
      className={mergeClasses(styles.row, isOpen && styles.selected)}
      data-testid="escalation-row"
      data-escalation={id}
    >
      <Avatar name={customer.name} color="colorful" size={36} aria-hidden />
      <div className={styles.body}>
        <div className={styles.top}>
          <button
            type="button"
            className={styles.open}
            dir="auto"
            onClick={() => onOpen(id)}
            aria-current={isOpen || undefined}
            data-row={id}
            data-testid="open"
          >
            {customer.name}
          </button>
          <span className={styles.when}>
            <When escalation={escalation} as={as} />
          </span>
        </div>
        <div className={styles.topic} dir="auto">
          {topic ?? workWords.row.number({ number })}
        </div>
        <div className={mergeClasses(styles.words, yourTurn && styles.strong)} dir="auto">
          <LastWords escalation={escalation} as={as} />
        </div>
        {as === 'waiting' && late && (
          <div className={styles.late} data-testid="alarm">
            <ClockAlarmRegular aria-hidden /> {late}
          </div>
        )}
        <div className={styles.foot}>
          <span className={styles.queue} title={queue.name}>
            #{number} · {placeWords(escalation, as)}
          </span>
          {priority > 0 && as !== 'taken' && (
            <Badge
              appearance="tint"
              color={priority > 1 ? 'danger' : 'warning'}
              className={styles.urgency}
              data-testid="priority"
            >
              {priorityWords(priority)}
            </Badge>
          )}
          {escalation.test && (
            <Badge appearance="outline" data-testid="test-mark">
              {commonWords.test}
            </Badge>
          )}
          {yourTurn && (
            <Badge color="brand" className={styles.turn} data-testid="your-turn">
              {workWords.row.yourTurn}
            </Badge>
          )}
          {as === 'waiting' && can.claim && (
            <Button
              size="small"
              className={styles.actions}
              disabledFocusable={claim.isPending}
              onClick={claim.start}
              aria-label={workWords.row.claimCustomer({ customer: customer.name })}
              data-testid="claim"
            >
              {claim.isPending ? workWords.row.claiming : workWords.row.claim}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

/** Whose words they are is said only when they are not the customer's, whose name stands above. */
function LastWords({ escalation, as }: { escalation: Escalation; as: RowProps['as'] }) {
  const { me } = useYou();
  const { preview } = escalation;
  if (as === 'waiting') return workWords.row.quoted({ words: wordsOfWaiting(escalation) });
  if (!preview || preview.by.kind === 'customer') return preview?.text;
  const isMine = preview.by.kind === 'agent' && preview.by.id === me.id;
  return workWords.row.saidBy({
    author: <bdi>{isMine ? commonWords.you : preview.author}</bdi>,
    text: <bdi>{preview.text}</bdi>,
  });
}

/** Whose turn it is. */
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
  if (as === 'waiting') return waitingWords(escalation.openedAt, now);
  const at = as === 'mine' ? (escalation.preview?.sentAt ?? escalation.claimedAt) : escalation.claimedAt;
  return at ? momentWords(at, now, locale) : '';
}
