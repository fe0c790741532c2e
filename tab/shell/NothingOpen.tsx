import { ChatMultipleRegular } from '@fluentui/react-icons';
import { useStats } from '../desk/useDesk';
import { StatePanel } from '../parts/StatePanels';
import { durationWords } from '../parts/words';
import { useNothingOpenStyles } from './NothingOpen.styles';

/** Beside the list, while no conversation is open: how the desk is doing. */
export function NothingOpen() {
  const styles = useNothingOpenStyles();
  const { data } = useStats();
  return (
    <section className={styles.pane} aria-label="Overview">
      <StatePanel title="No conversation open" picture={<ChatMultipleRegular />} testId="nothing-open">
        Choose somebody on the left. Whoever waits longest is on top.
      </StatePanel>
      {data && (
        <dl className={styles.numbers} data-testid="stats">
          <Figure label="waiting" value={String(data.waiting)} />
          <Figure
            label="longest wait"
            value={data.longestWait === null ? 'nobody' : durationWords(data.longestWait * 1_000)}
          />
          <Figure label="with agents" value={String(data.claimed)} />
          <Figure label="ended today" value={String(data.endedToday)} />
        </dl>
      )}
    </section>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  const styles = useNothingOpenStyles();
  return (
    <div className={styles.number}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{value}</dd>
    </div>
  );
}
