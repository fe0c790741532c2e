import type { RefCallback } from 'react';
import {
  AlertRegular,
  ArrowCircleRightRegular,
  ArrowUndoRegular,
  ClockAlarmRegular,
  HandRightRegular,
  PeopleQueueRegular,
  PersonAddRegular,
  PersonArrowLeftRegular,
  PersonChatRegular,
  PersonQuestionMarkRegular,
} from '@fluentui/react-icons';
import type { EscalationEvent } from '../../../src/contract/api';
import { useLocale, useYou } from '../../parts/you';
import { clockWords } from '../../words/times';
import { happenedWords } from '../messages/happened';
import { useTranscriptStyles } from './Transcript.styles';

const ICONS: Partial<Record<EscalationEvent['type'], typeof AlertRegular>> = {
  claimed: HandRightRegular,
  released: ArrowUndoRegular,
  transferred: ArrowCircleRightRegular,
  overdue: ClockAlarmRegular,
  warned: AlertRegular,
  asked: PersonQuestionMarkRegular,
  offered: PeopleQueueRegular,
  passed: PeopleQueueRegular,
  consulted: PersonQuestionMarkRegular,
  joined: PersonAddRegular,
  left: PersonArrowLeftRegular,
};

interface EventLineProps {
  event: EscalationEvent;
  place: { ref: RefCallback<HTMLElement>; 'data-index': number };
}

/** Something that happened to the chat, among what was said in it: a sign between two lines, never a bubble. */
export function EventLine({ event, place }: EventLineProps) {
  const styles = useTranscriptStyles();
  const locale = useLocale();
  const { me } = useYou();
  const Icon = ICONS[event.type] ?? PersonChatRegular;
  return (
    <li className={styles.event} {...place} data-testid="event" data-event={event.type}>
      <span className={styles.eventWords}>
        <Icon aria-hidden className={styles.eventIcon} /> <bdi>{happenedWords(event, me.id)}</bdi>{' '}
        <time className={styles.eventTime} dateTime={event.at}>
          · {clockWords(event.at, locale)}
        </time>
      </span>
    </li>
  );
}
