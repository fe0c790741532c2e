import { Button, Spinner } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { SandboxPerson, World } from '../../state/contract';
import { Announcer } from '../messages/Announcer';
import { useShown } from '../messages/useShown';
import { useStickToEnd } from '../messages/useStickToEnd';
import { Failed } from '../parts/Failed';
import { MentionComposer } from './MentionComposer';
import { Post } from './Post';
import { usePostStyles } from './support.styles';
import { threadsOf } from './threads';
import { useChannel } from './useChannel';

interface Props {
  world: World;
  channel: World['team']['channels'][number];
  person: SandboxPerson;
  /** A post to bring into view. */
  shownOff: string | null;
}

/** A channel's posts and the box to add one. */
export function Channel({ world, channel, person, shownOff }: Props) {
  const styles = usePostStyles();
  const { messages, post, press } = useChannel(channel.id, person);
  const feed = useStickToEnd<HTMLDivElement>(channel.id);
  const threads = threadsOf(messages.data ?? []);
  const { shown, earlier } = useShown(threads, channel.id);
  const empty = messages.data !== undefined && threads.length === 0;

  useEffect(() => {
    if (shownOff)
      feed.current?.querySelector(`[data-message="${CSS.escape(shownOff)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [shownOff, feed]);

  return (
    <div className={styles.feedPlace}>
      <Announcer messages={messages.data} place={channel.name} personId={person.id} />
      <h3 className={styles.head}>{channel.name}</h3>
      <div
        ref={feed}
        className={styles.feed}
        role="region"
        aria-label={`Posts in ${channel.name}`}
        tabIndex={0}
        data-testid="channel-posts"
      >
        <div className={empty || !messages.data ? styles.middle : styles.list}>
          {messages.isPending && <Spinner label="Loading the channel" />}
          {messages.isLoadingError && (
            <Failed
              what="The channel cannot be shown."
              error={messages.error}
              onRetry={() => void messages.refetch()}
            />
          )}
          {empty && (
            <p>
              Nothing here yet.
              <br />
              When a customer asks for an agent, the card appears in the queue’s channel.
            </p>
          )}
          {earlier && (
            <Button appearance="transparent" onClick={earlier}>
              Show earlier posts
            </Button>
          )}
          {shown.map((thread) => (
            <Post
              key={thread.root.id}
              thread={thread}
              botName={world.bot.name}
              shownOff={thread.root.id === shownOff}
              onPress={press}
              onReply={(text, mention) => post(text, mention, thread.root.id)}
            />
          ))}
        </div>
      </div>
      <div className={styles.composePlace}>
        <div className={styles.compose}>
          <MentionComposer
            key={channel.id}
            label={`Post in ${channel.name}`}
            placeholder="Start a post"
            botName={world.bot.name}
            inputTestId="post-input"
            sendTestId="post-send"
            onSend={(text, mention) => post(text, mention)}
          />
        </div>
      </div>
    </div>
  );
}
