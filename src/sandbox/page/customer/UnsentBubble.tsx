import { mergeClasses } from '@fluentui/react-components';
import { MessageText } from '../messages/MessageBody';
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
        <div className={mergeClasses(styles.bubble, styles.bubbleMine, words.problem ? styles.stuck : styles.waiting)}>
          <MessageText message={{ text: words.text, textFormat: 'plain' }} />
        </div>
        {words.problem ? (
          <NotSent reason={words.problem} onRetry={onRetry} onDrop={onDrop} />
        ) : (
          <div className={styles.foot}>Sending…</div>
        )}
      </div>
    </div>
  );
}
