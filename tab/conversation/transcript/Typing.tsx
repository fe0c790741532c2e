import { transcriptWords } from '../../words/transcript';
import { useIsTyping } from '../messages/typing';
import { useTranscriptStyles } from './Transcript.styles';

/** Says that the customer is writing. */
export function Typing({ id, name, isOver }: { id: string; name: string; isOver: boolean }) {
  const styles = useTranscriptStyles();
  const isTyping = useIsTyping(id);
  return (
    <div className={styles.typing} data-testid="typing">
      {isTyping && !isOver && transcriptWords.typing({ name })}
    </div>
  );
}
