import { AskDialog } from '../../../parts/AskDialog';
import { useNotice } from '../../../parts/Notice';
import { agentSetupWords as words } from '../../../words/settings/agentSetup';
import type { Key } from './Keys';
import { useRevokeKey } from './useAgentSetup';

interface RevokeKeyProps {
  connectionId: string;
  of: Key;
  onClose: () => void;
}

/** From then on the agent's calls with it are refused. */
export function RevokeKey({ connectionId, of: key, onClose }: RevokeKeyProps) {
  const { say } = useNotice();
  const revoke = useRevokeKey(connectionId);
  return (
    <AskDialog
      title={words.revokeTitle(key)}
      confirm={words.revoke}
      busy={words.revoking}
      testId="revoke-dialog"
      isFinal
      isPending={revoke.isPending}
      error={revoke.error}
      onConfirm={() =>
        revoke.mutate(key.id, {
          onSuccess: () => {
            say('success', words.revoked(key));
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      {words.revokeAbout}
    </AskDialog>
  );
}
