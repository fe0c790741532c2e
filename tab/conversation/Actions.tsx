import { lazy, Suspense, useEffect, useState } from 'react';
import { Button, Tooltip } from '@fluentui/react-components';
import { PanelRightRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../src/api/contract';

// Nobody needs a dialog before they have read the conversation; then it is there without waiting.
const READ_MS = 1_500;
const dialogs = () => import('./dialogs');
const ReleaseDialog = lazy(async () => ({ default: (await dialogs()).ReleaseDialog }));
const ResolveDialog = lazy(async () => ({ default: (await dialogs()).ResolveDialog }));
const TransferDialog = lazy(async () => ({ default: (await dialogs()).TransferDialog }));

interface ActionsProps {
  escalation: Escalation;
  detailsShown: boolean;
  onDetails: () => void;
}

/** The verbs one may do now, as the server says in `can`; claiming is offered where one would write. */
export function Actions({ escalation, detailsShown, onDetails }: ActionsProps) {
  const { can, id } = escalation;
  const [open, setOpen] = useState<'release' | 'resolve' | 'transfer' | null>(null);
  const mayAct = can.transfer || can.resolve || can.release;
  useEffect(() => {
    if (!mayAct) return;
    const timer = setTimeout(() => void dialogs().catch(() => {}), READ_MS); // Pressing the button tries again.
    return () => clearTimeout(timer);
  }, [mayAct]);
  const handleClose = () => setOpen(null);
  return (
    <>
      {can.resolve && (
        <Button size="small" appearance="primary" onClick={() => setOpen('resolve')} data-testid="resolve">
          Resolve
        </Button>
      )}
      {can.transfer && (
        <Button size="small" onClick={() => setOpen('transfer')} data-testid="transfer">
          Transfer
        </Button>
      )}
      {can.release && (
        <Button size="small" onClick={() => setOpen('release')} data-testid="release">
          Release
        </Button>
      )}
      <Tooltip content={detailsShown ? 'Hide details' : 'Show details'} relationship="label">
        <Button
          size="small"
          appearance="subtle"
          icon={<PanelRightRegular />}
          aria-expanded={detailsShown}
          onClick={onDetails}
          data-testid="toggle-details"
        />
      </Tooltip>
      <Suspense>
        {open === 'release' && <ReleaseDialog id={id} onClose={handleClose} />}
        {open === 'resolve' && <ResolveDialog id={id} onClose={handleClose} />}
        {open === 'transfer' && <TransferDialog escalation={escalation} onClose={handleClose} />}
      </Suspense>
    </>
  );
}
