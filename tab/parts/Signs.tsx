import { Badge, type BadgeProps } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { signsOf, type Sign } from './signs';
import { useSignsStyles } from './Signs.styles';
import { useClock } from './useClock';
import { useYou } from './you';

const LOOKS: Record<Sign['look'], Pick<BadgeProps, 'appearance' | 'color'>> = {
  loud: { appearance: 'filled', color: 'brand' },
  bad: { appearance: 'tint', color: 'danger' },
  warning: { appearance: 'tint', color: 'warning' },
  quiet: { appearance: 'outline', color: 'informative' },
};

/** How a chat stands, at a glance: whose word is due, what did not arrive, what is overdue. */
export function Signs({ escalation }: { escalation: Escalation }) {
  const styles = useSignsStyles();
  const { me, place } = useYou();
  const now = useClock();
  return signsOf(escalation, me.id, now, place.locale).map(({ kind, words, look }) => (
    <Badge key={kind} size="small" {...LOOKS[look]} className={styles.sign} title={words} data-testid={kind}>
      <span className={styles.words}>{words}</span>
    </Badge>
  ));
}
