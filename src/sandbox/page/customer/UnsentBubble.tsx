import { mergeClasses } from '@fluentui/react-components';
import { FileTile } from '../attachments/FileTile';
import { VoiceNote } from '../attachments/VoiceNote';
import { MessageText } from '../messages/MessageText';
import { useBubbleStyles } from './bubble.styles';
import { NotSent } from './NotSent';
import type { Unsent } from './useChat';

interface Props {
  words: Unsent;
  onRetry: () => void;
  onDrop: () => void;
}

/** Words that the desk has not taken yet, or would not. */
export function UnsentBubble({ words, onRetry, onDrop }: Props) {
  const styles = useBubbleStyles();
  return (
    <div className={mergeClasses(styles.row, styles.mine)} data-testid="chat-unsent">
      <div className={mergeClasses(styles.column, styles.columnMine)}>
        {words.text !== '' && (
          <div
            className={mergeClasses(styles.bubble, styles.bubbleMine, words.problem ? styles.stuck : styles.waiting)}
          >
            <MessageText message={{ text: words.text, textFormat: 'plain' }} mine />
          </div>
        )}
        {words.files?.map(({ name }, place) => (
          <FileTile key={place} name={name} url={undefined} />
        ))}
        {words.voice && <VoiceNote />}
        {words.problem ? (
          <NotSent reason={words.problem} onRetry={onRetry} onDrop={onDrop} />
        ) : (
          <div className={styles.foot}>Sending…</div>
        )}
      </div>
    </div>
  );
}
