import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { Button, mergeClasses } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { LoadingRows } from '../../parts/StatePanels';
import { detailsWords } from '../../words/details';
import { useDetailsPanelStyles } from './DetailsPanel.styles';

interface DetailsPanelProps {
  /** Over the conversation instead of beside it. */
  asDrawer: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** The room of the details, there from the first moment: what stands beside it does not move once they have come. */
export function DetailsPanel({ asDrawer, onClose, children }: DetailsPanelProps) {
  const styles = useDetailsPanelStyles();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!asDrawer) return;
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    panel.current?.focus();
    return () => opener?.focus();
  }, [asDrawer]);
  return (
    <aside
      ref={panel}
      className={mergeClasses(styles.panel, asDrawer && styles.drawer)}
      aria-label={detailsWords.title}
      tabIndex={asDrawer ? -1 : 0}
      onKeyDown={(event) => {
        // A dialog that was opened from here closes by itself.
        const isHere = event.currentTarget.contains(event.target as Node);
        if (asDrawer && isHere && event.key === 'Escape') onClose();
      }}
      data-pane
      data-testid="details"
    >
      <div className={styles.head}>
        <h2 className={styles.title}>{detailsWords.title}</h2>
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={detailsWords.close}
          onClick={onClose}
          data-testid="close-details"
        />
      </div>
      <Suspense fallback={<LoadingRows count={3} />}>{children}</Suspense>
    </aside>
  );
}
