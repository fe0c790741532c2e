import { Suspense, useState } from 'react';
import { Badge, Button } from '@fluentui/react-components';
import type { Manager } from '../../../src/contract/api';
import { useQueues } from '../../desk/useDesk';
import { lazily } from '../../parts/lazily';
import { Failed, LoadingRows, StatePanel } from '../../parts/StatePanels';
import { useYou } from '../../parts/you';
import { managersWords } from '../../words/settings/managers';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useManagers } from './useManagers';

const ManagerDialog = lazily(() => import('./ManagerDialog').then(({ ManagerDialog }) => ManagerDialog));

/** Who manages which queues. */
export function Managers() {
  const styles = useSettingsStyles();
  const { data, error, refetch } = useManagers();
  return (
    <section aria-labelledby="settings-managers" data-testid="settings-managers">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-managers">
          {managersWords.title}
        </h2>
      </div>
      <p className={styles.lead}>{managersWords.lead}</p>
      {!data && !error && <LoadingRows count={2} label={managersWords.loading} />}
      {!data && error && <Failed quiet what={managersWords.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <StatePanel quiet title={managersWords.empty} testId="no-managers">
          {managersWords.whenTheyOpen}
        </StatePanel>
      )}
      {data && data.length > 0 && (
        <ul className={styles.items}>
          {data.map((manager) => (
            <ManagerItem key={manager.id} manager={manager} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ManagerItem({ manager }: { manager: Manager }) {
  const styles = useSettingsStyles();
  const { me } = useYou();
  const [edits, setEdits] = useState(false);
  const queues = useQueues().data ?? [];
  const { id, name, queueIds, isNamed, can } = manager;
  const names = queues.filter((queue) => queueIds?.includes(queue.id)).map((queue) => queue.name);
  return (
    <li className={styles.item} data-testid="manager" data-manager={id}>
      <div className={styles.about}>
        <h3 className={styles.name}>
          <bdi>{name}</bdi>
          {id === me.id && <Badge appearance="tint">{managersWords.you}</Badge>}
        </h3>
        <div className={styles.quiet}>
          {isNamed
            ? managersWords.named
            : queueIds === null
              ? managersWords.all
              : managersWords.some({ queues: names })}
        </div>
      </div>
      {can.change && (
        <div className={styles.actions}>
          <Button
            size="small"
            aria-label={managersWords.changeNamed({ name })}
            onClick={() => setEdits(true)}
            data-testid="change-manager"
          >
            {managersWords.change}
          </Button>
        </div>
      )}
      {edits && (
        <Suspense fallback={null}>
          <ManagerDialog manager={manager} queues={queues} onClose={() => setEdits(false)} />
        </Suspense>
      )}
    </li>
  );
}
