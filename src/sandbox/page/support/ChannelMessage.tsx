import { Avatar } from '@fluentui/react-components';
import { Bot20Regular } from '@fluentui/react-icons/svg/bot';
import type { SandboxMessage } from '../../state/contract';
import type { Press } from '../cards/Card';
import { AttachmentView } from '../attachments/AttachmentView';
import { MessageText } from '../messages/MessageText';
import { Reactions } from '../messages/Reactions';
import { fullTimeOf, timeOf } from '../messages/times';
import { usePostStyles } from './support.styles';

interface Props {
  message: SandboxMessage;
  small?: boolean;
  onPress: (press: Press) => Promise<void>;
}

/** A post or a reply. */
export function ChannelMessage({ message, small = false, onPress }: Props) {
  const styles = usePostStyles();
  const size = small ? 24 : 32;
  return (
    <div className={styles.message}>
      {message.from.kind === 'bot' ? (
        <Avatar icon={<Bot20Regular />} color="brand" size={size} aria-hidden />
      ) : (
        <Avatar name={message.from.name} color="colorful" size={size} aria-hidden />
      )}
      <div className={styles.words}>
        <div className={styles.by}>
          <span className={styles.name}>{message.from.name}</span>
          <time className={styles.time} dateTime={message.sentAt} title={fullTimeOf(message.sentAt)}>
            {timeOf(message.sentAt)}
          </time>
          {message.editedAt && !message.deletedAt && <span className={styles.time}>Edited</span>}
        </div>
        {message.deletedAt ? (
          <div className={styles.gone}>This message has been deleted.</div>
        ) : (
          <>
            {message.text !== '' && <MessageText message={message} />}
            {message.attachments.map((attachment, place) => (
              <AttachmentView key={place} attachment={attachment} onPress={onPress} />
            ))}
            <Reactions reactions={message.reactions} />
          </>
        )}
      </div>
    </div>
  );
}
