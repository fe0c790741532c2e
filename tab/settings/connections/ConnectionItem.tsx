import { Suspense, useState } from 'react';
import { Badge, Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import type { Connection, Queue } from '../../../src/contract/api';
import { ApiError, wordsOf } from '../../desk/apiError';
import { useNotice } from '../../parts/Notice';
import { useClock } from '../../parts/useClock';
import { momentInSentence, whenWords } from '../../words/times';
import { useLocale } from '../../parts/you';
import { AuditTrail } from './AuditTrail';
import { DrainConnection, EditConnection, InsistLive, RemoveConnection, RotateSecret } from './ConnectionDialogs';
import { connectionState, countWords } from './connectionStates';
import { useSettingsStyles } from '../parts/Settings.styles';
import { TestConnection } from './TestConnection';
import { type Turn, useDownloadPackage, useTurnConnection } from './useConnections';
import { settingsWords } from '../../words/settings/common';
import { agentSetupWords } from '../../words/settings/agentSetup';
import { KINDS } from './kinds/kinds';
import { connectionWords } from '../../words/settings/connections';

type Asked = 'test' | 'edit' | 'rotate' | 'drain' | 'remove' | 'insist' | 'audit' | 'setup';

/** One bot: how it is, and what can be done about it. */
export function ConnectionItem({ connection, queues }: { connection: Connection; queues: Queue[] }) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const turn = useTurnConnection(connection.id);
  const packed = useDownloadPackage(connection.id);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { name, kind, appId, state, queueId, can } = connection;
  const queue = queues.find((each) => each.id === queueId)?.name;
  const { words, color } = connectionState(connection);
  const handleTurn = (to: Turn['to'], done: (named: { name: string }) => string) =>
    turn.mutate(
      { to },
      {
        onSuccess: () => say('success', done({ name })),
        onError: (error) => {
          if (error instanceof ApiError && error.code === 'not_tested') setAsked('insist');
          else say('error', wordsOf(error));
        },
      },
    );
  const handleDownload = () =>
    packed.mutate(undefined, {
      onSuccess: (file) => say('success', connectionWords.downloaded({ file })),
      onError: (error) => say('error', wordsOf(error)),
    });
  return (
    <li className={styles.item} data-testid="connection" data-connection={connection.id} data-name={name}>
      <div className={styles.about}>
        <h3 className={styles.name}>
          {name}
          <Badge appearance="tint" color={color} data-testid="connection-state">
            {words}
          </Badge>
        </h3>
        <div className={styles.quiet}>
          {[
            connectionWords.kinds[kind].name,
            queue ? connectionWords.toQueue({ queue }) : connectionWords.toDefaultQueue,
            connectionWords.appIdOf({ appId }),
          ].join(' · ')}
        </div>
        <Health connection={connection} />
      </div>
      <div className={styles.actions}>
        <Button
          size="small"
          onClick={() => setAsked('test')}
          aria-label={connectionWords.testNamed({ name })}
          data-testid="connection-test"
        >
          {connectionWords.test}
        </Button>
        {can.live && (
          <Button
            size="small"
            appearance={state === 'draining' ? 'secondary' : 'primary'}
            disabledFocusable={turn.isPending}
            onClick={() => handleTurn('live', connectionWords.isLive)}
            aria-label={connectionWords.goLiveNamed({ name })}
            data-testid="connection-live"
          >
            {connectionWords.goLive}
          </Button>
        )}
        {can.pause && (
          <Button
            size="small"
            disabledFocusable={turn.isPending}
            onClick={() => handleTurn('pause', connectionWords.isPaused)}
            aria-label={connectionWords.pauseNamed({ name })}
            data-testid="connection-pause"
          >
            {connectionWords.pause}
          </Button>
        )}
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button
              size="small"
              icon={<MoreHorizontalRegular />}
              aria-label={connectionWords.more({ name })}
              data-testid="connection-more"
            />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={() => setAsked('edit')}>{settingsWords.edit}</MenuItem>
              {KINDS[kind].Setup && (
                <MenuItem onClick={() => setAsked('setup')} data-testid="connection-setup">
                  {agentSetupWords.open}
                </MenuItem>
              )}
              {can.rotate && <MenuItem onClick={() => setAsked('rotate')}>{connectionWords.newSecret}</MenuItem>}
              {can.drain && <MenuItem onClick={() => setAsked('drain')}>{connectionWords.drain}</MenuItem>}
              {connection.bot && (
                <MenuItem disabled={packed.isPending} onClick={handleDownload} data-testid="connection-package">
                  {connectionWords.downloadPackage}
                </MenuItem>
              )}
              <MenuItem onClick={() => setAsked('audit')}>{connectionWords.changes}</MenuItem>
              {state !== 'live' && <MenuItem onClick={() => setAsked('remove')}>{connectionWords.remove}</MenuItem>}
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
      <Dialog asked={asked} connection={connection} queues={queues} onClose={() => setAsked(null)} />
    </li>
  );
}

function Dialog(options: { asked: Asked | null; connection: Connection; queues: Queue[]; onClose: () => void }) {
  const { asked, connection, queues, onClose } = options;
  switch (asked) {
    case null:
      return null;
    case 'test':
      return <TestConnection connection={connection} onClose={onClose} />;
    case 'edit':
      return <EditConnection connection={connection} queues={queues} onClose={onClose} />;
    case 'rotate':
      return <RotateSecret connection={connection} onClose={onClose} />;
    case 'drain':
      return <DrainConnection connection={connection} onClose={onClose} />;
    case 'remove':
      return <RemoveConnection connection={connection} onClose={onClose} />;
    case 'insist':
      return <InsistLive connection={connection} onClose={onClose} />;
    case 'setup': {
      const { Setup } = KINDS[connection.kind];
      return (
        Setup && (
          <Suspense>
            <Setup connection={connection} onClose={onClose} />
          </Suspense>
        )
      );
    }
    case 'audit':
      return <AuditTrail connection={connection} onClose={onClose} />;
  }
}

function Health({ connection: { health } }: { connection: Connection }) {
  const styles = useSettingsStyles();
  const now = useClock();
  const locale = useLocale();
  const { lastContactAt, lastError, lastErrorAt, expiryWarning, warnings } = health;
  const isTrouble = lastErrorAt !== null && (lastContactAt === null || lastErrorAt > lastContactAt);
  const [views, setViews] = useState(false);
  const counts = countWords(health);
  // One that has been heard since is well; what went wrong before is there for whoever asks.
  const isPast = !isTrouble && lastErrorAt !== null && lastError !== null && health.faultsLastDay > 0;
  return (
    <>
      <div className={styles.quiet} data-testid="connection-health">
        {lastContactAt
          ? connectionWords.lastContact({ when: momentInSentence(lastContactAt, now, locale) })
          : connectionWords.noContact}
        {counts && ` · ${counts}`}
        {isPast && (
          <Button
            size="small"
            appearance="transparent"
            aria-expanded={views}
            onClick={() => setViews(!views)}
            data-testid="connection-trouble"
          >
            {connectionWords.viewTrouble}
          </Button>
        )}
      </div>
      {lastErrorAt && lastError && (isTrouble || (isPast && views)) && (
        <div className={styles.bad}>
          {connectionWords.trouble({ when: whenWords(lastErrorAt, now, locale), error: lastError })}
        </div>
      )}
      {expiryWarning && <div className={styles.bad}>{expiryWarning}</div>}
      {warnings.map((warning) => (
        <div key={warning} className={styles.bad}>
          {warning}
        </div>
      ))}
    </>
  );
}
