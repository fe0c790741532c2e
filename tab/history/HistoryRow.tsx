import { mergeClasses } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { Status } from '../parts/Status';
import { useClock } from '../parts/useClock';
import { momentWords } from '../words/times';
import { useLocale } from '../parts/you';
import { useHistoryStyles } from './History.styles';
import { commonWords } from '../words/common';
import { historyWords } from '../words/history';

interface HistoryRowProps {
  escalation: Escalation;
  /** One row of the list is a tab stop. */
  tabIndex: 0 | -1;
  onOpen: (escalationId: string) => void;
}

export function HistoryRow({ escalation, tabIndex, onOpen }: HistoryRowProps) {
  const styles = useHistoryStyles();
  const now = useClock();
  const locale = useLocale();
  const { id, number, customer, topic, outcome, tags, queue, connection, assignee, openedAt, endedAt } = escalation;
  const cell = mergeClasses(styles.cell, styles.small);
  const ended = [outcome, ...tags.map(({ name }) => name)].filter(Boolean).join(' · ');
  return (
    <li className={styles.row} data-testid="history-row" data-escalation={id}>
      <div className={mergeClasses(styles.cell, styles.wholeLine)}>
        <button
          type="button"
          tabIndex={tabIndex}
          className={styles.open}
          dir="auto"
          onClick={() => onOpen(id)}
          data-row={id}
          data-testid="open"
        >
          {customer.name}
        </button>
        <div className={mergeClasses(styles.cell, styles.quiet)}>
          #{number} · {escalation.test && <>{commonWords.test} · </>}
          {topic ?? historyWords.noTopic}
        </div>
      </div>
      <div className={mergeClasses(styles.cell, styles.wholeLine)}>
        <Status escalation={escalation} />
        {ended && (
          <div className={mergeClasses(styles.cell, styles.quiet)} dir="auto" title={ended}>
            {ended}
          </div>
        )}
      </div>
      <Labelled label={historyWords.queue} className={cell}>
        {queue.name}
      </Labelled>
      <Labelled label={historyWords.bot} className={cell}>
        {connection.name}
      </Labelled>
      <Labelled label={historyWords.agent} className={cell}>
        {assignee?.name ?? (endedAt ? historyWords.nobody : historyWords.nobodyYet)}
      </Labelled>
      <Labelled label={historyWords.opened} className={cell}>
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
      <span className={styles.label}>{historyWords.heading({ name: label })}</span>
      {children}
    </div>
  );
}
