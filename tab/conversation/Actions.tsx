import { useState } from 'react';
import { Button, Tooltip } from '@fluentui/react-components';
import { PanelRightRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../src/api/contract';
import { ReleaseDialog, ResolveDialog } from './EndDialogs';
import { TransferDialog } from './TransferDialog';

interface ActionsProps {
  escalation: Escalation;
  detailsShown: boolean;
  onDetails: () => void;
}

/** The verbs one may do now, as the server says in `can`; claiming is offered where one would write. */
export function Actions({ escalation, detailsShown, onDetails }: ActionsProps) {
  const { can, id } = escalation;
  const [open, setOpen] = useState<'release' | 'resolve' | 'transfer' | null>(null);
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
      {open === 'release' && <ReleaseDialog id={id} onClose={handleClose} />}
      {open === 'resolve' && <ResolveDialog id={id} onClose={handleClose} />}
      {open === 'transfer' && <TransferDialog escalation={escalation} onClose={handleClose} />}
    </>
  );
}
