import { Suspense } from 'react';
import { lazily } from '../../parts/lazily';
import { LoadingRows } from '../../parts/StatePanels';
import { auditWords } from '../../words/settings/audit';
import type { PartProps } from '../parts/part';
import { useAuditStyles } from './Audit.styles';
import { useSettingsStyles } from '../parts/Settings.styles';

const AuditLog = lazily(() => import('./AuditLog').then(({ AuditLog }) => AuditLog));

/** Who changed, saw and took what. */
export function Audit({ onOpen }: PartProps) {
  const styles = useSettingsStyles();
  const { section } = useAuditStyles();
  return (
    <section className={section} aria-labelledby="settings-audit" data-testid="settings-audit">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-audit">
          {auditWords.title}
        </h2>
      </div>
      <p className={styles.lead}>{auditWords.lead}</p>
      <Suspense fallback={<LoadingRows count={3} label={auditWords.loading} />}>
        <AuditLog onOpen={onOpen} />
      </Suspense>
    </section>
  );
}
