import { useState } from 'react';
import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { wordsOf } from '../desk/apiError';
import { useVerb } from '../desk/useVerbs';
import { useNotice } from '../parts/Notice';
import { useClock } from '../parts/useClock';
import { useLocale, useYou } from '../parts/you';
import { VerbDialog } from '../verbs/VerbDialog';
import { conversationWords } from '../words/conversation';
import { between, durationWords, momentInSentence, whenWords } from '../words/times';
import { useConversationStyles } from './Conversation.styles';

const words = conversationWords.onHold;
const MINUTE = 60_000;

/** While a chat is on hold: until when, who asked the customer to wait, and the way on. */
export function HoldBanner({ escalation }: { escalation: Escalation }) {
  const styles = useConversationStyles();
  const { say } = useNotice();
  const now = useClock();
  const locale = useLocale();
  const verb = useVerb(escalation.id);
  const [asks, setAsks] = useState(false);
  const { onHold, can } = escalation;
  if (!onHold) return null;
  const handleContinue = () => verb.mutate({ verb: 'continue' }, { onError: (error) => say('error', wordsOf(error)) });
  return (
    <MessageBar
      intent={Date.parse(onHold.until) <= now ? 'warning' : 'info'}
      layout="multiline"
      className={styles.banner}
      data-testid="on-hold-bar"
    >
      <MessageBarBody className={styles.bannerWords}>
        <MessageBarTitle>{titleOf(onHold.until, now, locale)}</MessageBarTitle>
        <About escalation={escalation} onHold={onHold} />
      </MessageBarBody>
      {(can.continue || can.hold) && (
        <MessageBarActions>
          {can.continue && (
            <Button size="small" disabledFocusable={verb.isPending} onClick={handleContinue} data-testid="continue-now">
              {verb.isPending ? words.continuing : words.continue}
            </Button>
          )}
          {can.hold && (
            <Button size="small" appearance="transparent" onClick={() => setAsks(true)} data-testid="hold-longer">
              {words.longer}
            </Button>
          )}
        </MessageBarActions>
      )}
      <VerbDialog verb={asks ? 'hold' : null} escalation={escalation} onClose={() => setAsks(false)} />
    </MessageBar>
  );
}

function About({ escalation, onHold }: { escalation: Escalation; onHold: NonNullable<Escalation['onHold']> }) {
  const { me } = useYou();
  const now = useClock();
  const locale = useLocale();
  const { customer, customerWaitsSince } = escalation;
  const { since, until, by } = onHold;
  const when = whenWords(since, now, locale);
  const asked =
    by.id === me.id
      ? words.youAsked({ customer: customer.name, when })
      : words.asked({ by: by.name, customer: customer.name, when });
  // Once the hold has run out they wait since then, without a word.
  const wrote = customerWaitsSince !== null && customerWaitsSince !== until;
  return wrote ? `${asked} ${words.wrote({ customer: customer.name })}` : asked;
}

function titleOf(until: string, now: number, locale: string): string {
  if (Date.parse(until) > now) return words.untilWhen({ until: momentInSentence(until, now, locale) });
  const ms = between(until, now);
  return ms < MINUTE ? words.justRanOut : words.ranOut({ duration: durationWords(ms) });
}
