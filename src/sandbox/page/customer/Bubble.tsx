import { Avatar, mergeClasses } from '@fluentui/react-components';
import { Bot20Regular } from '@fluentui/react-icons/svg/bot';
import type { SandboxMessage } from '../../state/contract';
import type { Press } from '../cards/Card';
import { AttachmentView, isCard, MessageText } from '../messages/MessageBody';
import { fullTimeOf, timeOf } from '../messages/times';
import { useBubbleStyles } from './bubble.styles';
import { NotSent } from './NotSent';
import { OwnMessageMenu } from './OwnMessageMenu';

interface Props {
  message: SandboxMessage;
  /** Written by the same person within the same few minutes as the one above. */
  followUp: boolean;
  onPress: (press: Press) => Promise<void>;
  onResend: () => void;
  onEdit: (text: string) => Promise<void>;
  onDelete: () => Promise<void>;
}

/** One message of the chat, the way Teams draws it. */
export function Bubble({ message, followUp, onPress, onResend, onEdit, onDelete }: Props) {
  const styles = useBubbleStyles();
  const mine = message.from.kind === 'person';
  const gone = message.deletedAt !== null;
  return (
    <div
      className={mergeClasses(styles.row, styles.rowHover, followUp && styles.followUp, mine && styles.mine)}
      data-testid="chat-message"
      data-from={message.from.kind}
    >
      {!mine && (
        <div className={styles.avatarPlace}>
          {!followUp && <Avatar icon={<Bot20Regular />} color="brand" size={32} aria-hidden />}
        </div>
      )}
      <div
        className={mergeClasses(
          styles.column,
          mine && styles.columnMine,
          message.attachments.some(isCard) && styles.columnCard,
        )}
      >
        {!followUp && (
          <div className={styles.head}>
            {!mine && <span className={styles.name}>{message.from.name}</span>}
            <time className={styles.time} dateTime={message.sentAt} title={fullTimeOf(message.sentAt)}>
              {timeOf(message.sentAt)}
            </time>
          </div>
        )}
        {gone && <div className={mergeClasses(styles.bubble, styles.gone)}>This message has been deleted.</div>}
        {!gone && message.text !== '' && (
          <div className={styles.line}>
            {mine && <OwnMessageMenu text={message.text} onEdit={onEdit} onDelete={onDelete} />}
            <div
              className={mergeClasses(
                styles.bubble,
                mine && styles.bubbleMine,
                message.undelivered !== null && styles.stuck,
              )}
            >
              <MessageText message={message} />
            </div>
          </div>
        )}
        {!gone &&
          message.attachments.map((attachment, place) => (
            <AttachmentView key={place} attachment={attachment} onPress={onPress} />
          ))}
        {!gone && message.undelivered !== null && <NotSent reason={message.undelivered} onRetry={onResend} />}
        {!gone && message.editedAt && <div className={styles.foot}>Edited</div>}
      </div>
    </div>
  );
}
