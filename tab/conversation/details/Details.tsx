import { Suspense, useState } from 'react';
import { Button, mergeClasses } from '@fluentui/react-components';
import { ArrowDownloadRegular, EraserRegular } from '@fluentui/react-icons';
import type { Escalation, EscalationSurvey, Rating } from '../../../src/contract/api';
import { lazily } from '../../parts/lazily';
import { useClock } from '../../parts/useClock';
import { customerOf } from '../../parts/customer';
import { priorityWords } from '../../parts/states';
import { topicOf } from '../../parts/topics';
import { between, durationWords, momentInSentence, momentWords } from '../../words/times';
import { useLocale, useYou } from '../../parts/you';
import { useDetailsStyles } from './Details.styles';
import { Earlier } from './Earlier';
import { Timeline } from './Timeline';
import { Variables } from './Variables';
import { detailsWords } from '../../words/details';
import { erasureWords } from '../../words/erasure';
import { exportWords } from '../../words/exports';
import { ratingWords } from '../../words/rating';

const EraseDialog = lazily(() => import('../../verbs/EraseDialog').then((all) => all.EraseDialog));
const CustomerDialog = lazily(() => import('../../verbs/CustomerDialog').then((all) => all.CustomerDialog));

interface DetailsProps {
  escalation: Escalation;
  /** What happened comes before what was captured. */
  storyFirst: boolean;
  /** To a place in the talk. */
  onGo: (seq: number) => void;
  onOpen: (escalationId: string) => void;
}

/** What is known about an escalation besides its words. */
export function Details({ escalation, storyFirst, onGo, onOpen }: DetailsProps) {
  const styles = useDetailsStyles();
  const { me, isManager } = useYou();
  const { connection, variables } = escalation;
  const story = (
    <>
      <h3 className={mergeClasses(styles.sub, storyFirst && styles.first)}>{detailsWords.timeline}</h3>
      <Timeline escalation={escalation} why={queueWords(escalation)} onGo={onGo} />
    </>
  );
  return (
    <>
      {storyFirst && story}
      <h3 className={mergeClasses(styles.sub, !storyFirst && styles.first)}>{detailsWords.captured}</h3>
      <Variables items={variables} connectionId={connection.id} />
      <h3 className={styles.sub}>{detailsWords.why}</h3>
      <Facts of={useReasons(escalation)} />
      <Earlier escalation={escalation} onOpen={onOpen} />
      <h3 className={styles.sub}>{detailsWords.about}</h3>
      <Facts of={useFacts(escalation)} />
      {isManager && me.manages === null && !escalation.erased && <OfCustomer escalation={escalation} />}
      {!storyFirst && story}
    </>
  );
}

/** What managers of the whole desk do about the customer, in every chat of theirs. */
function OfCustomer({ escalation }: { escalation: Escalation }) {
  const styles = useDetailsStyles();
  const [asked, setAsked] = useState<'export' | 'erase' | null>(null);
  const close = () => setAsked(null);
  return (
    <div className={styles.everything}>
      <Button
        size="small"
        icon={<ArrowDownloadRegular />}
        onClick={() => setAsked('export')}
        data-testid="export-customer"
      >
        {exportWords.customer.open}
      </Button>
      <Button size="small" icon={<EraserRegular />} onClick={() => setAsked('erase')} data-testid="erase-customer">
        {erasureWords.open}
      </Button>
      <Suspense>
        {asked === 'export' && <CustomerDialog escalation={escalation} onClose={close} />}
        {asked === 'erase' && <EraseDialog escalation={escalation} onClose={close} />}
      </Suspense>
    </div>
  );
}

type Fact = [name: string, value: string | null];

function Facts({ of }: { of: Fact[] }) {
  const styles = useDetailsStyles();
  return (
    <dl className={styles.facts}>
      {of.map(
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

/** Why it is here, now, and what it needs. */
function useReasons(escalation: Escalation): Fact[] {
  const now = useClock();
  const locale = useLocale();
  const { isManager } = useYou();
  const { topic, agentMessage, lastPhrase, offer, passedOver, priority, requiredSkill, alarm, status } = escalation;
  return [
    [detailsWords.queue, queueWords(escalation)],
    [detailsWords.topic, topicOf(topic)],
    [detailsWords.botSays, agentMessage],
    [detailsWords.lastPhrase, lastPhrase && detailsWords.quoted({ words: lastPhrase })],
    [detailsWords.priority, priority > 0 ? priorityWords(priority) : null],
    [detailsWords.requiredSkill, requiredSkill],
    [detailsWords.overdue, alarm !== 'none' && status === 'waiting' ? detailsWords.overdueStages[alarm] : null],
    [
      detailsWords.offeredTo,
      offer && detailsWords.offeredUntil({ name: offer.to.name, until: momentInSentence(offer.until, now, locale) }),
    ],
    // Of use only to whoever can mend the rule.
    [detailsWords.rulesNotApplied, isManager ? passedOver.map(detailsWords.ruleNotApplied).join('\n') : null],
  ];
}

function useFacts(escalation: Escalation): Fact[] {
  const now = useClock();
  const locale = useLocale();
  const { connection, language, openedAt, claimedAt, firstClaimedAt, endedAt, card, status } = escalation;
  const { outcome, tags, summary, survey, botRating } = escalation;
  const waited = durationWords(between(openedAt, firstClaimedAt ?? endedAt ?? now));
  const handled = claimedAt ? durationWords(between(claimedAt, endedAt ?? now)) : null;
  return [
    [detailsWords.customer, customerOf(escalation)],
    [detailsWords.bot, connection.name],
    [detailsWords.language, language && languageWords(language, locale)],
    [detailsWords.opened, momentWords(openedAt, now, locale)],
    [status === 'waiting' ? detailsWords.waiting : detailsWords.waited, waited],
    [endedAt ? detailsWords.handledIn : detailsWords.withAgentFor, handled],
    [detailsWords.outcome, outcome],
    [detailsWords.tags, tags.map(({ name }) => name).join(', ')],
    [detailsWords.summary, summary],
    [ratingWords.survey, survey && surveyWords(survey, now, locale)],
    [ratingWords.ofBot, botRating && ratingLine(botRating, now, locale)],
    [detailsWords.card, cardWords(card)],
  ];
}

/** A rule by its name, never by its code. Without one the reason names the queue it chose; later that may be another. */
function queueWords({ queue, routingReason, moved, rule }: Escalation): string {
  if (rule !== null) return (moved ? detailsWords.movedAfterRule : detailsWords.byRule)({ queue: queue.name, rule });
  if (!routingReason) return queue.name;
  return moved ? detailsWords.movedFrom({ queue: queue.name, from: routingReason }) : routingReason;
}

function surveyWords({ askedAt, remindedAt, rating }: EscalationSurvey, now: number, locale: string): string {
  if (rating) return ratingLine(rating, now, locale);
  const when = momentInSentence(remindedAt ?? askedAt, now, locale);
  return remindedAt ? ratingWords.reminded({ when }) : ratingWords.asked({ when });
}

/** As it was chosen, with what was added to it. */
function ratingLine({ comment, changedAt, ...chosen }: Rating, now: number, locale: string): string {
  const words = ratingWords.chosen(chosen);
  const rating = comment === null ? words : ratingWords.commented({ rating: words, comment });
  return changedAt ? ratingWords.changed({ rating, when: momentInSentence(changedAt, now, locale) }) : rating;
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
