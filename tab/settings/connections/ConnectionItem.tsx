import { useState } from 'react';
import { Badge, Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import type { Connection, Queue } from '../../../src/contract/api';
import { ApiError, wordsOf } from '../../desk/apiError';
import { useNotice } from '../../parts/Notice';
import { useClock } from '../../parts/useClock';
import { momentInSentence } from '../../words/times';
import { useLocale } from '../../parts/you';
import { AuditTrail } from './AuditTrail';
import { DrainConnection, EditConnection, InsistLive, RemoveConnection, RotateSecret } from './ConnectionDialogs';
import { countWords, stateWords } from './connectionWords';
import { KINDS } from './kinds/kinds';
import { useSettingsStyles } from '../parts/Settings.styles';
import { TestConnection } from './TestConnection';
import { type Turn, useDownloadPackage, useTurnConnection } from './useConnections';

type Asked = 'test' | 'edit' | 'rotate' | 'drain' | 'remove' | 'insist' | 'audit';

/** One bot: how it is, and what can be done about it. */
export function ConnectionItem({ connection, queues }: { connection: Connection; queues: Queue[] }) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const turn = useTurnConnection(connection.id);
  const packed = useDownloadPackage(connection.id);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { name, kind, appId, state, queueId, can } = connection;
  const queue = queues.find((each) => each.id === queueId)?.name ?? 'the default queue';
  const { words, color } = stateWords(connection);
  const handleTurn = (to: Turn['to'], done: string) =>
    turn.mutate(
      { to },
      {
        onSuccess: () => say('success', `${name} ${done}`),
        onError: (error) => {
          if (error instanceof ApiError && error.code === 'not_tested') setAsked('insist');
          else say('error', wordsOf(error));
        },
      },
    );
  const handleDownload = () =>
    packed.mutate(undefined, {
      onSuccess: (file) => say('success', `${file} is in your downloads. Upload it in Teams’ admin centre.`),
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
          {KINDS[kind].name} · to {queue} · app ID {appId}
        </div>
        <Health connection={connection} />
      </div>
      <div className={styles.actions}>
        <Button size="small" onClick={() => setAsked('test')} aria-label={`Test ${name}`} data-testid="connection-test">
          Test
        </Button>
        {can.live && (
          <Button
            size="small"
            appearance={state === 'draining' ? 'secondary' : 'primary'}
            disabledFocusable={turn.isPending}
            onClick={() => handleTurn('live', 'is live.')}
            aria-label={`Let ${name} go live`}
            data-testid="connection-live"
          >
            Go live
          </Button>
        )}
        {can.pause && (
          <Button
            size="small"
            disabledFocusable={turn.isPending}
            onClick={() => handleTurn('pause', 'is paused. Open escalations go on.')}
            aria-label={`Pause ${name}`}
            data-testid="connection-pause"
          >
            Pause
          </Button>
        )}
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button
              size="small"
              icon={<MoreHorizontalRegular />}
              aria-label={`More for ${name}`}
              data-testid="connection-more"
            />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={() => setAsked('edit')}>Edit</MenuItem>
              {can.rotate && <MenuItem onClick={() => setAsked('rotate')}>New secret</MenuItem>}
              {can.drain && <MenuItem onClick={() => setAsked('drain')}>Drain</MenuItem>}
              {connection.bot && (
                <MenuItem disabled={packed.isPending} onClick={handleDownload} data-testid="connection-package">
                  Download Teams package
                </MenuItem>
              )}
              <MenuItem onClick={() => setAsked('audit')}>Changes</MenuItem>
              {state !== 'live' && <MenuItem onClick={() => setAsked('remove')}>Remove</MenuItem>}
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
    case 'audit':
      return <AuditTrail connection={connection} onClose={onClose} />;
  }
}

function Health({ connection: { health } }: { connection: Connection }) {
  const styles = useSettingsStyles();
  const now = useClock();
  const locale = useLocale();
  const { lastContactAt, lastError, lastErrorAt, expiryWarning } = health;
  const isTrouble = lastErrorAt !== null && (lastContactAt === null || lastErrorAt > lastContactAt);
  const counts = countWords(health);
  return (
    <>
      <div className={styles.quiet} data-testid="connection-health">
        {lastContactAt ? `Last contact ${momentInSentence(lastContactAt, now, locale)}` : 'No contact yet'}
        {counts && ` · ${counts}`}
      </div>
      {isTrouble && lastError && (
        <div className={styles.bad}>
          Trouble {momentInSentence(lastErrorAt, now, locale)}: {lastError}
        </div>
      )}
      {expiryWarning && <div className={styles.bad}>{expiryWarning}</div>}
    </>
  );
}
