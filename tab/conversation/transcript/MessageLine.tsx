import { memo, type ReactNode } from 'react';
import { Avatar, mergeClasses } from '@fluentui/react-components';
import {
  BotRegular,
  EyeOffRegular,
  HeadsetRegular,
  LockClosedRegular,
  MegaphoneLoudRegular,
} from '@fluentui/react-icons';
import type { Message, Person } from '../../../src/contract/api';
import { clockWords } from '../../words/times';
import { useLocale, useYou } from '../../parts/you';
import { Attachments, Suggestions } from './Attachments';
import { Above, Below, Earlier } from './Beside';
import { DeliveryState } from './DeliveryState';
import { MessageMenu, Reactions } from './MessageMenu';
import { useMessageStyles } from './MessageLine.styles';
import { Words } from './Words';
import { transcriptWords } from '../../words/transcript';

interface MessageLineProps {
  message: Message;
  continued: boolean;
  escalationId: string;
  /** May quote, react, edit, delete and try again. */
  canReply: boolean;
  on: MessageActions;
  /** Where it stands among the rows. */
  index: number;
  measure: (element: HTMLElement | null) => void;
  /** And among all messages, most of which are not on the screen. */
  posInSet: number;
  setSize: number;
}

/** What a message asks of those around it. */
export interface MessageActions {
  quote: (message: Message) => void;
  edit: (message: Message) => void;
  jump: (seq: number) => void;
}

/** One message of the transcript. Whose it is shows by side, shape and words, not by colour alone. */
export const MessageLine = memo(function MessageLine(props: MessageLineProps) {
  const { message, continued, escalationId, canReply, on } = props;
  const styles = useMessageStyles();
  const locale = useLocale();
  const { author, note, seq, sentAt } = message;
  const place = {
    ref: props.measure,
    'data-index': props.index,
    'data-seq': seq,
    'aria-posinset': props.posInSet,
    'aria-setsize': props.setSize,
    tabIndex: -1,
  };
  if (author.kind === 'system' && !note) {
    const isFailed = message.delivery?.state === 'failed';
    return (
      <li className={styles.system} data-testid="message" data-author="system" {...place}>
        <MegaphoneLoudRegular aria-hidden className={styles.systemIcon} />{' '}
        {isFailed ? (
          transcriptWords.customerWasNotTold({ words: <bdi>{message.text}</bdi> })
        ) : message.told ? (
          <span title={message.text}>{transcriptWords.told(message.told)}</span>
        ) : (
          transcriptWords.customerWasTold({ words: <bdi>{message.text}</bdi> })
        )}{' '}
        <time className={styles.moment} dateTime={sentAt}>
          · {clockWords(sentAt, locale)}
        </time>
        {isFailed && message.delivery && (
          <>
            <br />
            <DeliveryState delivery={message.delivery} seq={seq} escalationId={escalationId} canRetry={false} />
          </>
        )}
      </li>
    );
  }
  const ours = author.kind !== 'customer';
  const voice = note
    ? message.whisperTo
      ? styles.whisper
      : styles.note
    : styles[author.kind === 'system' ? 'agent' : author.kind];
  return (
    <li
      className={mergeClasses(styles.line, continued && styles.continued, ours && styles.ours)}
      data-testid={note ? 'note' : 'message'}
      data-author={author.kind}
      {...place}
    >
      {!ours && (
        <span className={styles.avatar} aria-hidden>
          {!continued && <Avatar name={author.name} size={32} color="colorful" />}
        </span>
      )}
      <div className={mergeClasses(styles.column, ours && styles.oursColumn)}>
        {!continued && (
          <div className={styles.head}>
            <Voice message={message} />
            <time dateTime={sentAt}>{clockWords(sentAt, locale)}</time>
          </div>
        )}
        <div className={mergeClasses(styles.bubble, voice)} title={continued ? clockWords(sentAt, locale) : undefined}>
          {note && <NoteLabel whisperTo={message.whisperTo} />}
          <Body message={message} escalationId={escalationId} onJump={on.jump} />
        </div>
        <Reactions message={message} escalationId={escalationId} />
        {!message.deletedAt && <Suggestions items={message.suggestedActions} />}
        <Foot message={message}>
          {message.delivery && !message.deletedAt && showsDelivery(message) && (
            <DeliveryState
              delivery={message.delivery}
              seq={seq}
              escalationId={escalationId}
              canRetry={canReply && author.kind === 'agent'}
            />
          )}
        </Foot>
      </div>
      {canReply && (
        <MessageMenu
          message={message}
          escalationId={escalationId}
          className={styles.menu}
          onQuote={on.quote}
          onEdit={on.edit}
        />
      )}
    </li>
  );
});

/** Agents see of their own words how they fare; of a bot's only when they got lost. */
const showsDelivery = ({ author, delivery }: Message): boolean =>
  author.kind === 'agent' || delivery?.state === 'failed';

/** Whose words they are: by a sign and by words. */
function Voice({ message: { author } }: { message: Message }) {
  const styles = useMessageStyles();
  const { me } = useYou();
  const name = <bdi>{author.name}</bdi>;
  const isAgent = author.kind === 'agent';
  return (
    <span className={styles.name}>
      {author.kind === 'bot' && <BotRegular aria-hidden />}
      {isAgent && <HeadsetRegular aria-hidden />}
      {author.kind === 'bot'
        ? transcriptWords.message.bot({ name })
        : isAgent && author.id === me.id
          ? transcriptWords.message.you({ name })
          : name}
    </span>
  );
}

/** For whose eyes a note is. */
export function NoteLabel({ whisperTo }: { whisperTo: Person | null }) {
  const styles = useMessageStyles();
  const { me } = useYou();
  const Icon = whisperTo ? EyeOffRegular : LockClosedRegular;
  return (
    <div className={styles.noteLabel} data-testid={whisperTo ? 'whisper' : undefined}>
      <Icon aria-hidden />{' '}
      {whisperTo
        ? whisperTo.id === me.id
          ? transcriptWords.message.whisperToYou
          : transcriptWords.message.whisperTo({ name: whisperTo.name })
        : transcriptWords.message.noteLabel}
    </div>
  );
}

interface BodyProps {
  message: Message;
  escalationId: string;
  onJump: (seq: number) => void;
}

function Body({ message, escalationId, onJump }: BodyProps) {
  const styles = useMessageStyles();
  if (message.deletedAt) return <span className={styles.gone}>{transcriptWords.message.deleted}</span>;
  // Customers' words are never read as Markdown, whatever the format says.
  const format = message.author.kind === 'customer' ? 'plain' : message.format;
  return (
    <>
      <Above message={message} onJump={onJump} />
      {message.text && message.answers.length === 0 && <Words text={message.text} format={format} />}
      <Attachments items={message.attachments} escalationId={escalationId} />
      <Below message={message} />
    </>
  );
}

function Foot({ message, children }: { message: Message; children: ReactNode }) {
  const styles = useMessageStyles();
  const edited = message.editedAt && !message.deletedAt;
  if (!edited && !children && message.earlier.length === 0) return null;
  return (
    <div className={styles.foot}>
      {edited && <span data-testid="edited">{transcriptWords.message.edited}</span>}
      <Earlier items={message.earlier} />
      {children}
    </div>
  );
}
