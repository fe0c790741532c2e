import { useEffect, useRef } from 'react';
import { Button, mergeClasses } from '@fluentui/react-components';
import { ArrowRightRegular, DismissRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../../src/contract/api';
import { useClock } from '../../parts/useClock';
import { alarmWords, priorityWords } from '../../parts/states';
import { between, durationWords, momentWords } from '../../words/times';
import { useLocale, useYou } from '../../parts/you';
import { useDetailsStyles } from './Details.styles';
import { Timeline } from './Timeline';
import { Variables } from './Variables';

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
      aria-label="Details"
      tabIndex={asDrawer ? -1 : 0}
      onKeyDown={(event) => {
        if (asDrawer && event.key === 'Escape') onClose();
      }}
      data-testid="details"
    >
      <div className={styles.head}>
        <h2 className={styles.title}>Details</h2>
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label="Close details"
          onClick={onClose}
          data-testid="close-details"
        />
      </div>
      <Facts escalation={escalation} />
      {previousId && (
        <>
          <h3 className={styles.sub}>Before this</h3>
          <Button
            icon={<ArrowRightRegular />}
            iconPosition="after"
            onClick={() => onOpen(previousId)}
            data-testid="previous"
          >
            Previous escalation
          </Button>
        </>
      )}
      <h3 className={styles.sub}>What the bot captured</h3>
      <Variables items={variables} />
      <h3 className={styles.sub}>Timeline</h3>
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
  const { offer, rule, passedOver, priority, requiredSkill } = escalation;
  const { openedAt, claimedAt, endedAt, outcome, card, status } = escalation;
  const waited = durationWords(between(openedAt, claimedAt ?? endedAt ?? now));
  const handled = claimedAt ? durationWords(between(claimedAt, endedAt ?? now)) : null;
  return [
    ['Customer', customer.name],
    ['Bot', connection.name],
    ['Topic', topic],
    ['The bot says', agentMessage],
    ['Last phrase', lastPhrase && `“${lastPhrase}”`],
    ['Language', language && languageWords(language, locale)],
    ['Queue', queueWords(escalation)],
    ['Alarm', status === 'waiting' ? alarmWords(escalation.alarm) : null],
    ['Offered to', offer && `${offer.to.name}, until ${momentWords(offer.until, now, locale)}`],
    ['Rule', rule],
    ['Priority', priority > 0 ? priorityWords(priority) : null],
    ['Needs somebody for', requiredSkill],
    // Of use only to whoever can mend the rule.
    ['Rules passed over', isManager ? passedOver.map((each) => `${each.rule}: ${each.why}`).join('\n') : null],
    ['Opened', momentWords(openedAt, now, locale)],
    [status === 'waiting' ? 'Waiting' : 'Waited', waited],
    [endedAt ? 'Handled in' : 'With an agent for', handled],
    ['Outcome', outcome],
    ['Card in the channel', cardWords(card)],
  ];
}

/** The reason names the queue it chose; after a transfer that is another one. */
function queueWords({ queue, routingReason, moved }: Escalation): string {
  if (!routingReason) return queue.name;
  return moved ? `${queue.name}\nAt first: ${routingReason}` : routingReason;
}

function cardWords({ state, reason }: Escalation['card']): string | null {
  if (state === 'failed') return `Could not be posted${reason ? `: ${reason}` : ''}. It is being tried again.`;
  return state === 'pending' ? 'On its way' : null;
}

function languageWords(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
  } catch {
    return code; // Bots send what they like; show it as it came.
  }
}
