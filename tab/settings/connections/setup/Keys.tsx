import { Button } from '@fluentui/react-components';
import type { Connection } from '../../../../src/contract/api';
import { wordsOf } from '../../../desk/apiError';
import { useClock } from '../../../parts/useClock';
import { useLocale } from '../../../parts/you';
import { agentSetupWords as words } from '../../../words/settings/agentSetup';
import { momentInSentence } from '../../../words/times';
import { Copyable } from '../../parts/Copyable';
import { useSettingsStyles } from '../../parts/Settings.styles';
import { useMakeKey } from './useAgentSetup';

export type Key = NonNullable<Connection['agent']>['keys'][number];

/** Those that are good now; a new one is shown once. */
export function Keys({
  connection: { id, agent },
  onRevoke,
}: {
  connection: Connection;
  onRevoke: (key: Key) => void;
}) {
  const styles = useSettingsStyles();
  const make = useMakeKey(id);
  const keys = agent?.keys ?? [];
  return (
    <section aria-labelledby="setup-keys" className={styles.form}>
      <div className={styles.head}>
        <h3 className={styles.title} id="setup-keys">
          {words.keys}
        </h3>
        <Button
          appearance={keys.length === 0 ? 'primary' : 'secondary'}
          size="small"
          disabledFocusable={make.isPending}
          onClick={() => make.mutate({})}
          data-testid="make-key"
        >
          {words.make}
        </Button>
      </div>
      {make.data && (
        <Copyable
          label={words.newKey}
          hint={make.variables.replaces ? words.replacedHint : words.newKeyHint}
          value={make.data.key}
          testId="new-key"
        />
      )}
      {make.error && (
        <div className={styles.bad} role="alert">
          {wordsOf(make.error)}
        </div>
      )}
      {keys.length === 0 && <div className={styles.quiet}>{words.noKeys}</div>}
      {keys.length > 0 && (
        <ul className={styles.items}>
          {keys.map((key) => (
            <li key={key.id} className={styles.item} data-testid="key">
              <div className={styles.about}>
                <div className={styles.name}>{words.key(key)}</div>
                <About of={key} />
              </div>
              <div className={styles.actions}>
                {key.until === null && (
                  <Button
                    size="small"
                    disabledFocusable={make.isPending}
                    onClick={() => make.mutate({ replaces: key.id })}
                    aria-label={words.replaceNamed(key)}
                    data-testid="replace-key"
                  >
                    {words.replace}
                  </Button>
                )}
                <Button
                  size="small"
                  onClick={() => onRevoke(key)}
                  aria-label={words.revokeNamed(key)}
                  data-testid="revoke-key"
                >
                  {words.revoke}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function About({ of: { createdAt, createdBy, lastUsedAt, until } }: { of: Key }) {
  const styles = useSettingsStyles();
  const now = useClock();
  const locale = useLocale();
  const when = (at: string) => momentInSentence(at, now, locale);
  const parts = [
    words.made({ when: when(createdAt), by: createdBy }),
    lastUsedAt ? words.lastUsed({ when: when(lastUsedAt) }) : words.neverUsed,
    ...(until ? [words.goodUntil({ when: when(until) })] : []),
  ];
  return <div className={styles.quiet}>{parts.join(' · ')}</div>;
}
