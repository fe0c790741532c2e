import { Button } from '@fluentui/react-components';
import type { KeptDraft } from '../../../src/contract/api';
import { composerWords } from '../../words/composer';
import { useComposerStyles } from './Composer.styles';

interface ElsewhereProps {
  kept: KeptDraft;
  onTake: () => void;
  onKeepMine: () => void;
}

/** Two tabs, or two devices, of one person with different words: neither is lost without being asked. */
export function Elsewhere({ kept, onTake, onKeepMine }: ElsewhereProps) {
  const styles = useComposerStyles();
  const { reply = '', note = '' } = kept.draft ?? {};
  return (
    <div className={styles.elsewhere} role="alert" data-testid="draft-elsewhere">
      <span className={styles.reason}>
        {composerWords.elsewhere({
          words: <q className={styles.theirs}>{[reply, note].filter(Boolean).join('\n')}</q>,
        })}
      </span>
      <Button size="small" onClick={onTake} data-testid="take-theirs">
        {composerWords.takeTheirs}
      </Button>
      <Button size="small" onClick={onKeepMine} data-testid="keep-mine">
        {composerWords.keepMine}
      </Button>
    </div>
  );
}
