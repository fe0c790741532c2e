import { Button } from '@fluentui/react-components';
import type { Connection } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { Failed, LoadingRows, StatePanel } from '../../parts/StatePanels';
import { useClock } from '../../parts/useClock';
import { momentWords } from '../../words/times';
import { useLocale } from '../../parts/you';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useAudit } from './useConnections';
import { settingsWords } from '../../words/settings/common';
import { connectionWords } from '../../words/settings/connections';

/** Who changed a connection, when, and what. */
export function AuditTrail({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const styles = useSettingsStyles();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useAudit(connection.id);
  const now = useClock();
  const locale = useLocale();
  const entries = data?.pages.flatMap((page) => page.items);
  return (
    <AskDialog
      title={connectionWords.audit.title({ name: connection.name })}
      confirm={settingsWords.close}
      busy=""
      testId="audit-dialog"
      isPending={false}
      error={null}
      dismiss={null}
      onConfirm={onClose}
      onClose={onClose}
    >
      {!entries && !error && <LoadingRows count={3} label={connectionWords.audit.loading} />}
      {error && <Failed quiet what={connectionWords.audit.failed} error={error} onRetry={() => void refetch()} />}
      {entries?.length === 0 && <StatePanel quiet title={connectionWords.audit.nothing} testId="audit-empty" />}
      {entries && entries.length > 0 && (
        <ol className={styles.trail}>
          {entries.map((entry) => (
            <li key={entry.id} data-testid="audit-entry">
              {entry.summary}
              <div className={styles.quiet}>
                {entry.actor.name} · <time dateTime={entry.at}>{momentWords(entry.at, now, locale)}</time>
              </div>
            </li>
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button type="button" disabledFocusable={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {connectionWords.audit.earlier}
        </Button>
      )}
    </AskDialog>
  );
}
