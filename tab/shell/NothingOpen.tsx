import { ChatMultipleRegular } from '@fluentui/react-icons';
import { useStats } from '../desk/useDesk';
import { StatePanel } from '../parts/StatePanels';
import { durationWords } from '../words/times';
import { useNothingOpenStyles } from './NothingOpen.styles';
import { shellWords } from '../words/shell';

/** Beside the list, while no conversation is open: how the desk is doing. */
export function NothingOpen() {
  const styles = useNothingOpenStyles();
  const { data } = useStats();
  return (
    <section className={styles.pane} aria-label={shellWords.overview}>
      <StatePanel title={shellWords.nothingOpen} picture={<ChatMultipleRegular />} testId="nothing-open">
        {shellWords.chooseSomebody}
      </StatePanel>
      {data && (
        <dl className={styles.numbers} data-testid="stats">
          <Figure label={shellWords.waiting} value={String(data.waiting)} />
          <Figure
            label={shellWords.longestWait}
            value={data.longestWait === null ? shellWords.nobody : durationWords(data.longestWait * 1_000)}
          />
          <Figure label={shellWords.withAgents} value={String(data.claimed)} />
          <Figure label={shellWords.endedToday} value={String(data.endedToday)} />
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
