import { Suspense, useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { Choice } from '../../../src/contract/api';
import { useWrapUp } from '../../desk/useDesk';
import { Failed, LoadingRows } from '../../parts/StatePanels';
import { lazily } from '../../parts/lazily';
import { settingsWords } from '../../words/settings/common';
import { wrapUpWords } from '../../words/settings/wrapUp';
import { useSettingsStyles } from '../parts/Settings.styles';

const WrapUpDialog = lazily(() => import('./WrapUpDialog').then(({ WrapUpDialog }) => WrapUpDialog));

/** What agents choose from when they resolve. */
export function WrapUp() {
  const styles = useSettingsStyles();
  const [edits, setEdits] = useState(false);
  const { data, error, refetch } = useWrapUp();
  return (
    <section aria-labelledby="settings-wrap-up" data-testid="settings-wrap-up">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-wrap-up">
          {wrapUpWords.title}
        </h2>
        {data && (
          <Button size="small" aria-label={wrapUpWords.edit} onClick={() => setEdits(true)} data-testid="edit-wrap-up">
            {settingsWords.edit}
          </Button>
        )}
      </div>
      <p className={styles.lead}>{wrapUpWords.lead}</p>
      {!data && !error && <LoadingRows count={2} label={wrapUpWords.loading} />}
      {!data && error && <Failed quiet what={wrapUpWords.failed} error={error} onRetry={() => void refetch()} />}
      {data && (
        <ul className={styles.items}>
          <Kept title={wrapUpWords.outcomes} choices={data.outcomes} none={wrapUpWords.noOutcomes} />
          <Kept title={wrapUpWords.tags} choices={data.tags} none={wrapUpWords.noTags} />
        </ul>
      )}
      {edits && data && (
        <Suspense>
          <WrapUpDialog lists={data} onClose={() => setEdits(false)} />
        </Suspense>
      )}
    </section>
  );
}

function Kept({ title, choices, none }: { title: string; choices: readonly Choice[]; none: string }) {
  const styles = useSettingsStyles();
  return (
    <li className={styles.item}>
      <div className={styles.about}>
        <h3 className={styles.name}>{title}</h3>
        <div className={styles.quiet} dir="auto">
          {choices.length === 0 ? none : choices.map(({ name }) => name).join(' · ')}
        </div>
      </div>
    </li>
  );
}
