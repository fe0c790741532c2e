import { Button } from '@fluentui/react-components';
import type { TeamsReason } from '../../src/contract/api';
import { teamsSaysWords } from '../words/teamsSays';

/** Why one is not available though one said so, and the way to say that one is all the same. */
export function TeamsSays({ reason, onInsist }: { reason: TeamsReason; onInsist: () => void }) {
  return (
    <span role="status" data-testid="teams-says">
      {teamsSaysWords.said({ reason })}{' '}
      <Button size="small" appearance="transparent" onClick={onInsist} data-testid="insist-available">
        {teamsSaysWords.insist}
      </Button>
    </span>
  );
}
