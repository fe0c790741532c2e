import { Avatar, Badge, Button, mergeClasses } from '@fluentui/react-components';
import { ClockRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../src/contract/api';
import { wordsOf } from '../desk/apiError';
import { watchMoves } from '../desk/moves';
import { useVerb } from '../desk/useVerbs';
import { useNotice } from '../parts/Notice';
import { priorityWords } from '../parts/states';
import { topicOf } from '../parts/topics';
import { workWords } from '../words/work';
import { useOffersStyles } from './Offers.styles';
import { wordsOfWaiting } from './order';
import { useClaim } from './useClaim';
import { countdownWords, useSecondsLeft } from './useSecondsLeft';

interface OffersProps {
  offers: Escalation[];
  /** Over something else than the list of work. */
  above?: boolean;
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/** What is offered to me, before everything else. */
export function Offers({ offers, above = false, onOpen }: OffersProps) {
  const styles = useOffersStyles();
  const shown = above ? offers.slice(0, 1) : offers;
  if (shown.length === 0) return null;
  return (
    <section
      className={mergeClasses(styles.offers, above && styles.above)}
      aria-label={workWords.offer.title}
      data-testid="offers"
    >
      {shown.map((offer) => (
        <OfferCard key={offer.id} offer={offer} brief={above} others={offers.length - shown.length} onOpen={onOpen} />
      ))}
    </section>
  );
}

interface OfferCardProps {
  offer: Escalation;
  /** Only who, and how long; there is something else to read. */
  brief: boolean;
  /** Offered besides, and not shown here. */
  others: number;
  onOpen: OffersProps['onOpen'];
}

function OfferCard({ offer, brief, others, onOpen }: OfferCardProps) {
  const styles = useOffersStyles();
  const { say } = useNotice();
  const { id, number, customer, queue, priority } = offer;
  const topic = topicOf(offer.topic);
  const words = wordsOfWaiting(offer);
  const left = useSecondsLeft(offer.offer?.until ?? null);
  const claim = useClaim(offer, onOpen);
  const pass = useVerb(id);
  const isPending = claim.isPending || pass.isPending;

  const handlePass = () => {
    const hasMoved = watchMoves();
    pass.mutate(
      { verb: 'pass' },
      {
        // The card goes and takes the focus with it: the pane's heading is the next best place.
        onSuccess: () => hasMoved() || document.querySelector<HTMLElement>('[data-heading]')?.focus(),
        onError: (error) => say('info', wordsOf(error)),
      },
    );
  };
  return (
    <article className={styles.card} aria-labelledby={`offer-${id}`} data-testid="offer" data-escalation={id}>
      <div className={styles.top}>
        <span className={styles.label}>
          {others > 0 ? workWords.offer.titleAndMore({ others }) : workWords.offer.title}
        </span>
        <span className={styles.left} role="timer" data-testid="offer-left">
          <ClockRegular aria-hidden /> {countdownWords(left)}
        </span>
      </div>
      <div className={styles.who}>
        {!brief && <Avatar name={customer.name} color="colorful" size={36} aria-hidden />}
        <div className={styles.about}>
          <h2 className={styles.name} id={`offer-${id}`} dir="auto">
            {customer.name}
          </h2>
          <div className={styles.quiet}>
            #{number} · {brief && topic ? topic : queue.name}
          </div>
        </div>
        {priority > 0 && (
          <Badge appearance="tint" color={priority > 1 ? 'danger' : 'warning'} className={styles.badge}>
            {priorityWords(priority)}
          </Badge>
        )}
      </div>
      {!brief && topic && (
        <div className={styles.words} dir="auto">
          {topic}
        </div>
      )}
      {!brief && (
        <div className={styles.words} dir="auto">
          {words === null ? workWords.row.noWords : workWords.row.quoted({ words })}
        </div>
      )}
      <div className={styles.actions}>
        <Button appearance="primary" disabledFocusable={isPending} onClick={claim.start} data-testid="accept">
          {claim.isPending ? workWords.offer.accepting : workWords.offer.accept}
        </Button>
        <Button disabledFocusable={isPending} onClick={handlePass} data-testid="pass">
          {pass.isPending ? workWords.offer.passing : workWords.offer.pass}
        </Button>
        <Button appearance="subtle" className={styles.look} onClick={() => onOpen(id)} data-testid="look">
          {workWords.offer.lookFirst}
        </Button>
      </div>
    </article>
  );
}
