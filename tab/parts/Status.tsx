import { mergeClasses } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  ClockRegular,
  DismissCircleRegular,
  PersonRegular,
  PersonCircleRegular,
} from '@fluentui/react-icons';
import type { Escalation } from '../../src/contract/api';
import { useStatusStyles } from './Status.styles';
import { useClock } from './useClock';
import { statusWords, type Tone } from './states';
import { useYou } from './you';

const ICONS: Record<Tone, typeof ClockRegular> = {
  waiting: ClockRegular,
  mine: PersonCircleRegular,
  other: PersonRegular,
  ended: CheckmarkCircleRegular,
};

/**
 * Status of an escalation in words, with its time counting on.
 * @param isNamed its agent is named beside it
 */
export function Status({ escalation, isNamed = false }: { escalation: Escalation; isNamed?: boolean }) {
  const styles = useStatusStyles();
  const { me, place } = useYou();
  const { tone, words } = statusWords(escalation, me.id, useClock(), place.locale, isNamed);
  const Icon = escalation.status === 'abandoned' ? DismissCircleRegular : ICONS[tone];
  return (
    <span className={mergeClasses(styles.status, styles[tone])} data-testid="status" data-status={escalation.status}>
      <span className={styles.icon} aria-hidden>
        <Icon />
      </span>
      <span className={styles.words}>{words}</span>
    </span>
  );
}
