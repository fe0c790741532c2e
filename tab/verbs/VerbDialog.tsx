import { Suspense } from 'react';
import { lazily } from '../parts/lazily';
import type { Escalation, Person } from '../../src/contract/api';

// Nobody needs a dialog before they have read something; until then it stays outside the first script.
const dialogs = () => import('./dialogs');
const ConsultDialog = lazily(() => dialogs().then((all) => all.ConsultDialog));
const HandOnDialog = lazily(() => dialogs().then((all) => all.HandOnDialog));
const ReleaseDialog = lazily(() => dialogs().then((all) => all.ReleaseDialog));
const ResolveDialog = lazily(() => dialogs().then((all) => all.ResolveDialog));
const TransferDialog = lazily(() => dialogs().then((all) => all.TransferDialog));

/** Preloads the chunk; when that fails, pressing the button tries again. */
export const fetchDialogs = (): void => void dialogs().catch(() => {});

/** What may be asked about one escalation. */
export type AskedVerb = 'release' | 'resolve' | 'transfer' | 'consult';

interface VerbDialogProps {
  verb: AskedVerb | null;
  escalation: Escalation;
  onClose: () => void;
}

export function VerbDialog({ verb, escalation, onClose }: VerbDialogProps) {
  return (
    <Suspense>
      {verb === 'release' && <ReleaseDialog id={escalation.id} onClose={onClose} />}
      {verb === 'resolve' && <ResolveDialog escalation={escalation} onClose={onClose} />}
      {verb === 'transfer' && <TransferDialog escalation={escalation} onClose={onClose} />}
      {verb === 'consult' && <ConsultDialog escalation={escalation} onClose={onClose} />}
    </Suspense>
  );
}

/** Everything one agent has, given away in one go. */
export function HandOn({ agent, onClose }: { agent: Person; onClose: () => void }) {
  return (
    <Suspense>
      <HandOnDialog agent={agent} onClose={onClose} />
    </Suspense>
  );
}
