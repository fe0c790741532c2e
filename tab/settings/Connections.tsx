import { useState } from 'react';
import { Badge, Button } from '@fluentui/react-components';
import { AddRegular, BotRegular } from '@fluentui/react-icons';
import type { Connection, Queue } from '../../src/api/contract';
import { wordsOf } from '../desk/apiError';
import { useConnections, useQueues } from '../desk/useDesk';
import { Face, Failed, LoadingRows } from '../parts/Faces';
import { useNotice } from '../parts/Notice';
import { useNow } from '../parts/useNow';
import { momentInSentence } from '../parts/words';
import { useLocale } from '../parts/you';
import { AddConnection } from './AddConnection';
import { KINDS, STATES, verbsIn } from './connectionWords';
import { useSettingsStyles } from './Settings.styles';
import { useConnectionVerb } from './useSettings';

/** The bots that hand over to this desk, and how they are. */
export function Connections() {
  const styles = useSettingsStyles();
  const { data, error, refetch } = useConnections();
  const queues = useQueues();
  const [adds, setAdds] = useState(false);
  const shown = data?.filter((connection) => connection.state !== 'removed');
  return (
    <section aria-labelledby="settings-connections" data-testid="settings-connections">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-connections">
          Connections
        </h2>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdds(true)} data-testid="add-connection">
          Add a bot
        </Button>
      </div>
      <p className={styles.lead}>A connection is a bot that can ask for a person here.</p>
      {!data && !error && <LoadingRows count={2} label="Loading connections" />}
      {!data && error && (
        <Failed quiet what="The connections did not load" error={error} onRetry={() => void refetch()} />
      )}
      {shown?.length === 0 && (
        <Face quiet title="No bot yet" picture={<BotRegular />} testId="no-connections">
          Add a Copilot Studio agent by its token endpoint or its Direct Line secret.
        </Face>
      )}
      {shown && shown.length > 0 && (
        <ul className={styles.items}>
          {shown.map((connection) => (
            <ConnectionItem key={connection.id} connection={connection} queues={queues.data ?? []} />
          ))}
        </ul>
      )}
      {adds && <AddConnection queues={queues.data ?? []} onClose={() => setAdds(false)} />}
    </section>
  );
}

function ConnectionItem({ connection, queues }: { connection: Connection; queues: Queue[] }) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const verb = useConnectionVerb(connection.id);
  const { name, kind, appId, state, queueId } = connection;
  const queue = queues.find((each) => each.id === queueId)?.name ?? 'the default queue';
  return (
    <li className={styles.item} data-testid="connection" data-connection={connection.id}>
      <div className={styles.about}>
        <h3 className={styles.name}>
          {name}
          <Badge appearance="tint" color={STATES[state].color} data-testid="connection-state">
            {STATES[state].words}
          </Badge>
        </h3>
        <div className={styles.quiet}>
          {KINDS[kind]} · to {queue} · app ID {appId}
        </div>
        <Health connection={connection} />
      </div>
      <div className={styles.actions}>
        {verbsIn(state).map(({ verb: which, words, done }) => (
          <Button
            key={which}
            size="small"
            disabled={verb.isPending}
            onClick={() =>
              verb.mutate(which, {
                onSuccess: () => say('success', `${name} ${done}.`),
                onError: (error) => say('error', wordsOf(error)),
              })
            }
            data-testid={`connection-${which}`}
          >
            {words}
          </Button>
        ))}
      </div>
    </li>
  );
}

function Health({ connection: { health } }: { connection: Connection }) {
  const styles = useSettingsStyles();
  const now = useNow();
  const locale = useLocale();
  const { lastContactAt, lastError, lastErrorAt } = health;
  return (
    <>
      <div className={styles.quiet}>
        {lastContactAt ? `Last contact ${momentInSentence(lastContactAt, now, locale)}` : 'No contact yet'}
      </div>
      {lastError && (
        <div className={styles.bad}>
          Trouble{lastErrorAt && ` ${momentInSentence(lastErrorAt, now, locale)}`}: {lastError}
        </div>
      )}
    </>
  );
}
