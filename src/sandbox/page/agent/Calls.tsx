import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { AgentCall } from '../../state/contract';
import { timeOf } from '../messages/times';

const SHOWN = 12;

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: '6px', margin: 0, padding: 0, listStyleType: 'none' },
  call: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, overflowWrap: 'anywhere' },
  what: { fontFamily: tokens.fontFamilyMonospace },
  refused: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  said: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** The newest calls between the agent and the desk, either way. */
export function Calls({ calls }: { calls: readonly AgentCall[] }) {
  const styles = useStyles();
  if (calls.length === 0) return <span className={styles.call}>Nothing yet.</span>;
  return (
    <ul className={styles.list} aria-label="Calls between the agent and the desk" data-testid="agent-calls">
      {calls
        .slice(-SHOWN)
        .reverse()
        .map((call, place) => (
          <li key={`${call.at} ${place}`} className={styles.call}>
            {timeOf(call.at)} <span className={styles.what}>{call.what}</span>{' '}
            <span className={mergeClasses(call.said !== null && styles.refused)}>{call.status || 'no answer'}</span>
            {call.said !== null && <span className={styles.said}>{call.said}</span>}
          </li>
        ))}
    </ul>
  );
}
