import { useEffect, useRef } from 'react';
import { Button, mergeClasses } from '@fluentui/react-components';
import { ArrowRightRegular, DismissRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../../src/contract/api';
import { useClock } from '../../parts/useClock';
import { priorityWords } from '../../parts/states';
import { between, durationWords, momentInSentence, momentWords } from '../../words/times';
import { useLocale, useYou } from '../../parts/you';
import { useDetailsStyles } from './Details.styles';
import { Timeline } from './Timeline';
import { Variables } from './Variables';
import { detailsWords } from '../../words/details';

interface DetailsProps {
  escalation: Escalation;
  /** Over the conversation instead of beside it. */
  asDrawer: boolean;
  onClose: () => void;
  onOpen: (escalationId: string) => void;
}

/** What is known about an escalation besides its words. */
export function Details({ escalation, asDrawer, onClose, onOpen }: DetailsProps) {
  const styles = useDetailsStyles();
  const panel = useRef<HTMLElement>(null);
  const { previousId, variables } = escalation;
  useEffect(() => {
    if (!asDrawer) return;
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    panel.current?.focus();
    return () => opener?.focus();
  }, [asDrawer]);
  return (
    <aside
      ref={panel}
      className={mergeClasses(styles.panel, asDrawer && styles.drawer)}
      aria-label={detailsWords.title}
      tabIndex={asDrawer ? -1 : 0}
      onKeyDown={(event) => {
        if (asDrawer && event.key === 'Escape') onClose();
      }}
      data-testid="details"
    >
      <div className={styles.head}>
        <h2 className={styles.title}>{detailsWords.title}</h2>
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={detailsWords.close}
          onClick={onClose}
          data-testid="close-details"
        />
      </div>
      <Facts escalation={escalation} />
      {previousId && (
        <>
          <h3 className={styles.sub}>{detailsWords.before}</h3>
          <Button
            icon={<ArrowRightRegular />}
            iconPosition="after"
            onClick={() => onOpen(previousId)}
            data-testid="previous"
          >
            {detailsWords.previous}
          </Button>
        </>
      )}
      <h3 className={styles.sub}>{detailsWords.captured}</h3>
      <Variables items={variables} />
      <h3 className={styles.sub}>{detailsWords.timeline}</h3>
      <Timeline id={escalation.id} />
    </aside>
  );
}

function Facts({ escalation }: { escalation: Escalation }) {
  const styles = useDetailsStyles();
  return (
    <dl className={styles.facts}>
      {useFacts(escalation).map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt className={styles.name}>{name}</dt>
              <dd className={styles.value} dir="auto">
                {value}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

function useFacts(escalation: Escalation): [name: string, value: string | null][] {
  const now = useClock();
  const locale = useLocale();
  const { isManager } = useYou();
  const { customer, connection, topic, agentMessage, lastPhrase, language } = escalation;
  const { offer, rule, passedOver, priority, requiredSkill, alarm } = escalation;
  const { openedAt, claimedAt, endedAt, outcome, tags, summary, card, status } = escalation;
  const waited = durationWords(between(openedAt, claimedAt ?? endedAt ?? now));
  const handled = claimedAt ? durationWords(between(claimedAt, endedAt ?? now)) : null;
  return [
    [detailsWords.customer, customer.name],
    [detailsWords.bot, connection.name],
    [detailsWords.topic, topic],
    [detailsWords.botSays, agentMessage],
    [detailsWords.lastPhrase, lastPhrase && detailsWords.quoted({ words: lastPhrase })],
    [detailsWords.language, language && languageWords(language, locale)],
    [detailsWords.queue, queueWords(escalation)],
    [detailsWords.overdue, alarm !== 'none' && status === 'waiting' ? detailsWords.overdueStages[alarm] : null],
    [
      detailsWords.offeredTo,
      offer && detailsWords.offeredUntil({ name: offer.to.name, until: momentInSentence(offer.until, now, locale) }),
    ],
    [detailsWords.rule, rule],
    [detailsWords.priority, priority > 0 ? priorityWords(priority) : null],
    [detailsWords.requiredSkill, requiredSkill],
    // Of use only to whoever can mend the rule.
    [detailsWords.rulesNotApplied, isManager ? passedOver.map(detailsWords.ruleNotApplied).join('\n') : null],
    [detailsWords.opened, momentWords(openedAt, now, locale)],
    [status === 'waiting' ? detailsWords.waiting : detailsWords.waited, waited],
    [endedAt ? detailsWords.handledIn : detailsWords.withAgentFor, handled],
    [detailsWords.outcome, outcome],
    [detailsWords.tags, tags.map(({ name }) => name).join(', ')],
    [detailsWords.summary, summary],
    [detailsWords.card, cardWords(card)],
  ];
}

/** The reason names the queue it chose; after a transfer that is another one. */
function queueWords({ queue, routingReason, moved, rule }: Escalation): string {
  if (!routingReason) return queue.name;
  if (!moved) return routingReason;
  return rule === null
    ? detailsWords.movedFrom({ queue: queue.name, from: routingReason })
    : detailsWords.movedAfterRule({ queue: queue.name, first: routingReason });
}

function cardWords({ state, reason }: Escalation['card']): string | null {
  if (state === 'failed') return reason ? detailsWords.cardFailedWhy({ reason }) : detailsWords.cardFailed;
  return state === 'pending' ? detailsWords.cardPending : null;
}

function languageWords(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
  } catch {
    return code; // Bots send what they like; show it as it came.
  }
}
