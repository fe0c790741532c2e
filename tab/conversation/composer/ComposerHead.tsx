import { Button, mergeClasses } from '@fluentui/react-components';
import { EyeOffRegular, LockClosedRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../../src/contract/api';
import { Hinted } from '../../keyboard/Hinted';
import { composerWords } from '../../words/composer';
import { useComposerStyles } from './Composer.styles';
import type { Draft } from './useDraft';

interface ComposerHeadProps {
  escalation: Escalation;
  mode: Draft['mode'];
  isWhisper: boolean;
  onMode: (mode: Draft['mode']) => void;
}

/** To whom the words go. */
export function ComposerHead({ escalation, mode, isWhisper, onMode }: ComposerHeadProps) {
  const styles = useComposerStyles();
  const { can, customer } = escalation;
  const isNote = mode === 'note';
  return (
    <div className={styles.top}>
      <div className={styles.modes} role="group" aria-label={composerWords.modes}>
        {can.reply && (
          <ModeButton mode="reply" now={mode} onChoose={onMode}>
            {composerWords.reply}
          </ModeButton>
        )}
        {can.note && (
          <ModeButton mode="note" now={mode} onChoose={onMode}>
            {composerWords.note}
          </ModeButton>
        )}
      </div>
      <span className={mergeClasses(styles.who, isNote && styles.whoNote)} id="composer-who">
        {isNote && (isWhisper ? <EyeOffRegular aria-hidden /> : <LockClosedRegular aria-hidden />)}
        {isNote ? isWhisper ? composerWords.whisper : composerWords.onlyAgents : <ToWhom name={customer.name} />}
      </span>
    </div>
  );
}

/** A name that reads from the right keeps to itself, and is cut at its own end. */
function ToWhom({ name }: { name: string }) {
  const styles = useComposerStyles();
  return (
    <>
      {composerWords.to({
        name: (
          <bdi className={styles.whoWords} title={name}>
            {name}
          </bdi>
        ),
      })}
    </>
  );
}

interface ModeButtonProps {
  mode: Draft['mode'];
  now: Draft['mode'];
  onChoose: (mode: Draft['mode']) => void;
  children: string;
}

function ModeButton({ mode, now, onChoose, children }: ModeButtonProps) {
  const styles = useComposerStyles();
  return (
    <Hinted command={mode} words={children}>
      <Button
        size="small"
        appearance="transparent"
        className={mergeClasses(styles.mode, now === 'note' && styles.modeOnNote, mode === now && styles.chosen)}
        aria-pressed={mode === now}
        onClick={() => onChoose(mode)}
        data-testid={`mode-${mode}`}
      >
        {children}
      </Button>
    </Hinted>
  );
}
