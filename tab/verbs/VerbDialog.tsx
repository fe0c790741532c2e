import { createContext, type ReactNode, Suspense, useContext, useState } from 'react';
import { lazily } from '../parts/lazily';
import { useYou } from '../parts/you';
import type { Escalation, Person } from '../../src/contract/api';

// Nobody needs a dialog before they have read something; until then it stays outside the first script.
const dialogs = () => import('./dialogs');
const ConsultDialog = lazily(() => dialogs().then((all) => all.ConsultDialog));
const HoldDialog = lazily(() => dialogs().then((all) => all.HoldDialog));
const HandOnDialog = lazily(() => dialogs().then((all) => all.HandOnDialog));
const ReleaseDialog = lazily(() => dialogs().then((all) => all.ReleaseDialog));
const ResolveDialog = lazily(() => dialogs().then((all) => all.ResolveDialog));
const TransferDialog = lazily(() => dialogs().then((all) => all.TransferDialog));

/** Preloads the chunk; when that fails, pressing the button tries again. */
export const fetchDialogs = (): void => void dialogs().catch(() => {});

/** What may be asked about one escalation. */
export type AskedVerb = 'release' | 'resolve' | 'transfer' | 'consult' | 'hold';

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
      {verb === 'hold' && <HoldDialog escalation={escalation} onClose={onClose} />}
      {verb === 'consult' && <ConsultDialog escalation={escalation} onClose={onClose} />}
    </Suspense>
  );
}

interface BeforeProps {
  /** To what was asked for. */
  onGoOn: () => void;
  onClose: () => void;
}

/** What is asked before one's own chats are handed over, about words in any of them that were not sent. */
export const BeforeHandOn = createContext<((before: BeforeProps) => ReactNode) | null>(null);

/** Everything one agent has, given away in one go. */
export function HandOn({ agent, onClose }: { agent: Person; onClose: () => void }) {
  const { me } = useYou();
  const before = useContext(BeforeHandOn);
  const [goesOn, setGoesOn] = useState(false);
  return (
    <Suspense>
      {before && agent.id === me.id && !goesOn ? (
        before({ onGoOn: () => setGoesOn(true), onClose })
      ) : (
        <HandOnDialog agent={agent} onClose={onClose} />
      )}
    </Suspense>
  );
}
