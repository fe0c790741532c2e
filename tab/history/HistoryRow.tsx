import { mergeClasses } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { Status } from '../parts/Status';
import { useClock } from '../parts/useClock';
import { momentWords } from '../words/times';
import { useLocale } from '../parts/you';
import { useHistoryStyles } from './History.styles';

interface HistoryRowProps {
  escalation: Escalation;
  onOpen: (escalationId: string) => void;
}

export function HistoryRow({ escalation, onOpen }: HistoryRowProps) {
  const styles = useHistoryStyles();
  const now = useClock();
  const locale = useLocale();
  const { id, number, customer, topic, outcome, queue, connection, assignee, openedAt, endedAt } = escalation;
  const cell = mergeClasses(styles.cell, styles.small);
  return (
    <li className={styles.row} data-testid="history-row" data-escalation={id}>
      <div className={mergeClasses(styles.cell, styles.wholeLine)}>
        <button
          type="button"
          className={styles.open}
          dir="auto"
          onClick={() => onOpen(id)}
          data-row={id}
          data-testid="open"
        >
          {customer.name}
        </button>
        <div className={mergeClasses(styles.cell, styles.quiet)}>
          #{number} · {escalation.test && 'Test · '}
          {topic ?? 'No topic'}
        </div>
      </div>
      <div className={mergeClasses(styles.cell, styles.wholeLine)}>
        <Status escalation={escalation} />
        {outcome && (
          <div className={mergeClasses(styles.cell, styles.quiet)} dir="auto" title={outcome}>
            {outcome}
          </div>
        )}
      </div>
      <Labelled label="Queue" className={cell}>
        {queue.name}
      </Labelled>
      <Labelled label="Bot" className={cell}>
        {connection.name}
      </Labelled>
      <Labelled label="Agent" className={cell}>
        {assignee?.name ?? (endedAt ? 'Nobody' : 'Nobody yet')}
      </Labelled>
      <Labelled label="Opened" className={cell}>
        {momentWords(openedAt, now, locale)}
      </Labelled>
    </li>
  );
}

/** A column's value; its heading is heard, and seen above the list where there is room. */
function Labelled({ label, className, children }: { label: string; className: string; children: string }) {
  const styles = useHistoryStyles();
  return (
    <div className={className} title={children}>
      <span className={styles.label}>{label}: </span>
      {children}
    </div>
  );
}
