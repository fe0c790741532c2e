import { Button } from '@fluentui/react-components';
import type { AuditChange, AuditEntry } from '../../../src/contract/api';
import { useClock } from '../../parts/useClock';
import { useLocale } from '../../parts/you';
import { auditWords } from '../../words/settings/audit';
import { momentWords } from '../../words/times';
import { jumpTo } from '../parts/jumpTo';
import { useAuditStyles } from './Audit.styles';

interface AuditRowProps {
  entry: AuditEntry;
  onOpen: (escalationId: string) => void;
}

const SECTIONS: Partial<Record<AuditEntry['subject']['kind'], string>> = {
  queue: 'settings-queues',
  survey: 'settings-queues',
  rules: 'settings-rules',
  wrapUp: 'settings-wrap-up',
  graph: 'settings-graph',
  agentFigures: 'settings-agent-figures',
  connection: 'settings-connections',
  cannedReply: 'settings-replies',
  agent: 'settings-agents',
  manager: 'settings-managers',
};

/** What happened, from what to what, and the way to what it is about. */
export function AuditRow({ entry, onOpen }: AuditRowProps) {
  const styles = useAuditStyles();
  const now = useClock();
  const locale = useLocale();
  const { actor, at, changes, subject, summary } = entry;
  const open = opening(entry, onOpen);
  // Of what was added there was nothing before.
  const isNew = changes.every(({ before }) => before === null) && entry.verb === 'added';
  return (
    <li className={styles.entry} data-testid="audit-log-entry" data-kind={entry.kind}>
      <div className={styles.about}>
        <div dir="auto">{summary}</div>
        <div className={styles.quiet}>
          <bdi>{actor.name}</bdi> · <time dateTime={at}>{momentWords(at, now, locale)}</time>
        </div>
      </div>
      {open && (
        <Button size="small" appearance="subtle" className={styles.open} onClick={open} data-testid="audit-open">
          {auditWords.opens[subject.kind]?.(subject)}
        </Button>
      )}
      {changes.length > 0 && (
        <dl className={styles.changes}>
          {changes.map((change) => (
            <Changed key={change.what} change={change} isNew={isNew} />
          ))}
        </dl>
      )}
    </li>
  );
}

function Changed({ change: { what, before, after }, isNew }: { change: AuditChange; isNew: boolean }) {
  const styles = useAuditStyles();
  return (
    <div className={styles.change}>
      <dt className={styles.what}>{what}</dt>
      <dd className={styles.values}>
        {!isNew && (
          <>
            <span className={styles.spoken}>{auditWords.before}</span>
            <bdi className={styles.before}>{before ?? auditWords.nothingThere}</bdi>
            <span aria-hidden> → </span>
            <span className={styles.spoken}>{auditWords.after}</span>
          </>
        )}
        <bdi>{after ?? auditWords.nothingThere}</bdi>
      </dd>
    </div>
  );
}

/** A chat, or a section of Settings; null: nothing of it can be opened. */
function opening({ subject, verb }: AuditEntry, onOpen: (escalationId: string) => void): (() => void) | null {
  const isChat = subject.kind === 'escalation' || (subject.kind === 'export' && subject.name.startsWith('#'));
  if (isChat) return () => onOpen(subject.id);
  const section = SECTIONS[subject.kind];
  return section === undefined || verb === 'removed' ? null : () => void jumpTo(section);
}
