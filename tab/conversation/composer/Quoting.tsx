import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { Message } from '../../../src/contract/api';
import { messageWords } from '../messages/messageWords';
import { useComposerStyles } from './Composer.styles';
import { composerWords } from '../../words/composer';

interface QuotingProps {
  message: Message;
  onUnquote: () => void;
}

/** The customer's message that will stand above the answer. */
export function Quoting({ message, onUnquote }: QuotingProps) {
  const styles = useComposerStyles();
  return (
    <div className={styles.quoting} data-testid="quoting">
      <span className={styles.quoted}>
        {composerWords.quoted({
          author: <bdi>{message.author.name}</bdi>,
          text: <bdi>{messageWords(message)}</bdi>,
        })}
      </span>
      <Button
        size="small"
        appearance="transparent"
        icon={<DismissRegular />}
        aria-label={composerWords.doNotQuote}
        onClick={onUnquote}
      />
    </div>
  );
}
