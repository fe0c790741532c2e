import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { Message } from '../../../src/contract/api';
import { useComposerStyles } from './Composer.styles';

interface QuotingProps {
  message: Message;
  onUnquote: () => void;
}

/** The customer's message that will stand above the answer. */
export function Quoting({ message, onUnquote }: QuotingProps) {
  const styles = useComposerStyles();
  const { author, text, attachments } = message;
  const names = attachments.map(({ name, contentType }) => `[${name ?? contentType}]`).join(' ');
  return (
    <div className={styles.quoting} data-testid="quoting">
      <span className={styles.quoted}>
        <bdi>{author.name}</bdi>: <bdi>{text || names}</bdi>
      </span>
      <Button
        size="small"
        appearance="transparent"
        icon={<DismissRegular />}
        aria-label="Do not quote"
        onClick={onUnquote}
      />
    </div>
  );
}
