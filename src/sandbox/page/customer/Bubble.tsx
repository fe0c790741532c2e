import { Avatar, type AvatarProps, mergeClasses } from '@fluentui/react-components';
import { Bot20Regular } from '@fluentui/react-icons/svg/bot';
import type { SandboxMessage } from '../../state/contract';
import { AttachmentView, isCard } from '../attachments/AttachmentView';
import type { Press } from '../cards/Card';
import { MessageText } from '../messages/MessageText';
import { Reactions } from '../messages/Reactions';
import { Sources } from '../messages/Sources';
import { fullTimeOf, timeOf } from '../messages/times';
import { useBubbleStyles } from './bubble.styles';
import { OwnMessageMenu, ReactMenu } from './MessageMenu';
import { NotSent } from './NotSent';

interface Props {
  message: SandboxMessage;
  /** Written by the same person within the same few minutes as the one above. */
  followUp: boolean;
  personId: string;
  /** Of the bot's picture. */
  color: AvatarProps['color'];
  onPress: (press: Press) => Promise<void>;
  onResend: () => void;
  onEdit: (text: string) => Promise<void>;
  onDelete: () => Promise<void>;
  onReact: (type: string, on: boolean) => Promise<void>;
}

/** One message of the chat, the way Teams draws it. */
export function Bubble(props: Props) {
  const { message, followUp, personId, onPress, onResend, onReact } = props;
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
          {!followUp && <Avatar icon={<Bot20Regular />} color={props.color} size={32} aria-hidden />}
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
        {gone ? (
          <div className={mergeClasses(styles.bubble, styles.gone)}>This message has been deleted.</div>
        ) : (
          <div className={styles.line}>
            {mine && <OwnMessageMenu text={message.text} onEdit={props.onEdit} onDelete={props.onDelete} />}
            <Content message={message} onPress={onPress} />
            {!mine && <ReactMenu onReact={(type) => void onReact(type, true)} />}
          </div>
        )}
        {!gone && (
          <Reactions
            reactions={message.reactions}
            personId={personId}
            onTakeBack={(type) => void onReact(type, false)}
          />
        )}
        {!gone && message.undelivered !== null && <NotSent reason={message.undelivered} onRetry={onResend} />}
        {!gone && message.editedAt && <div className={styles.foot}>Edited</div>}
      </div>
    </div>
  );
}

/** The words in their bubble, and whatever hangs below them. */
function Content({ message, onPress }: Pick<Props, 'message' | 'onPress'>) {
  const styles = useBubbleStyles();
  const mine = message.from.kind === 'person';
  const { attachments, carousel = false, undelivered } = message;
  return (
    <div className={mergeClasses(styles.content, mine && styles.contentMine)}>
      {message.text !== '' && (
        <div className={mergeClasses(styles.bubble, mine && styles.bubbleMine, undelivered !== null && styles.stuck)}>
          <MessageText message={message} mine={mine} />
          <Sources message={message} />
        </div>
      )}
      {attachments.length > 0 && (
        <div
          className={mergeClasses(styles.attachments, mine && styles.contentMine, carousel && styles.carousel)}
          // What scrolls must be reached by keyboard.
          tabIndex={carousel ? 0 : undefined}
          role={carousel ? 'group' : undefined}
          aria-label={carousel ? `${attachments.length} cards` : undefined}
        >
          {attachments.map((attachment, place) => (
            <AttachmentView key={place} attachment={attachment} onPress={onPress} />
          ))}
        </div>
      )}
    </div>
  );
}
