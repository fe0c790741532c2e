import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { AddRegular, BotRegular } from '@fluentui/react-icons';
import { useConnections, useQueues } from '../../desk/useDesk';
import { StatePanel, Failed, LoadingRows } from '../../parts/StatePanels';
import { AddConnection } from './AddConnection';
import { ConnectionItem } from './ConnectionItem';
import { useSettingsStyles } from '../parts/Settings.styles';
import { connectionWords } from '../../words/settings/connections';

const WATCHED_MS = 10_000;

/** The bots that hand over to this desk, and how they are. */
export function Connections() {
  const styles = useSettingsStyles();
  const { data, error, refetch } = useConnections(true, WATCHED_MS);
  const queues = useQueues();
  const [adds, setAdds] = useState(false);
  return (
    <section aria-labelledby="settings-connections" data-testid="settings-connections">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-connections">
          {connectionWords.title}
        </h2>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdds(true)} data-testid="add-connection">
          {connectionWords.add}
        </Button>
      </div>
      <p className={styles.lead}>{connectionWords.lead}</p>
      {!data && !error && <LoadingRows count={2} label={connectionWords.loading} />}
      {!data && error && <Failed quiet what={connectionWords.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <StatePanel quiet title={connectionWords.empty} picture={<BotRegular />} testId="no-connections">
          {connectionWords.addOne}
        </StatePanel>
      )}
      {data && data.length > 0 && (
        <ul className={styles.items}>
          {data.map((connection) => (
            <ConnectionItem key={connection.id} connection={connection} queues={queues.data ?? []} />
          ))}
        </ul>
      )}
      {adds && <AddConnection queues={queues.data ?? []} onClose={() => setAdds(false)} />}
    </section>
  );
}
