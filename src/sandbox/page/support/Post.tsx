import { Button, mergeClasses } from '@fluentui/react-components';
import { ArrowReply16Regular } from '@fluentui/react-icons/svg/arrow-reply';
import { useState } from 'react';
import type { SandboxMessage } from '../../state/contract';
import type { Press } from '../cards/Card';
import { ChannelMessage } from './ChannelMessage';
import { MentionComposer } from './MentionComposer';
import { usePostStyles } from './support.styles';
import type { Thread } from './threads';

const SHOWN_REPLIES = 3;

interface Props {
  thread: Thread;
  botName: string;
  shownOff: boolean;
  onPress: (message: SandboxMessage, press: Press) => Promise<void>;
  onReply: (text: string, mention: boolean) => Promise<boolean>;
}

/** One post of the channel with its thread. */
export function Post({ thread, botName, shownOff, onPress, onReply }: Props) {
  const styles = usePostStyles();
  const [all, setAll] = useState(false);
  const [replying, setReplying] = useState(false);
  const { root, replies } = thread;
  const hidden = all ? 0 : Math.max(0, replies.length - SHOWN_REPLIES);
  return (
    <article
      className={mergeClasses(styles.post, shownOff && styles.shownOff)}
      aria-label={`Post by ${root.from.name}`}
      data-testid="post"
      data-message={root.id}
    >
      <ChannelMessage message={root} onPress={(press) => onPress(root, press)} />
      {replies.length > 0 && (
        <div className={styles.replies}>
          {hidden > 0 && (
            <Button appearance="transparent" size="small" onClick={() => setAll(true)}>
              {hidden === 1 ? 'Show 1 earlier reply' : `Show ${hidden} earlier replies`}
            </Button>
          )}
          {replies.slice(hidden).map((reply) => (
            <ChannelMessage key={reply.id} message={reply} small onPress={(press) => onPress(reply, press)} />
          ))}
        </div>
      )}
      <div className={styles.reply}>
        {replying ? (
          <MentionComposer
            label={`Reply to ${root.from.name}`}
            placeholder="Reply"
            botName={botName}
            inputTestId="reply-input"
            sendTestId="reply-send"
            onSend={onReply}
          />
        ) : (
          <Button
            appearance="transparent"
            size="small"
            icon={<ArrowReply16Regular />}
            data-testid="reply"
            onClick={() => setReplying(true)}
          >
            Reply
          </Button>
        )}
      </div>
    </article>
  );
}
