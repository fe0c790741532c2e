import { useQuery } from '@tanstack/react-query';
import { Button, Select } from '@fluentui/react-components';
import type { FeedItem, SandboxMessage, SandboxPerson } from '../../state/contract';
import { api } from '../data/api';
import { keys, useMessages } from '../data/queries';
import { MessageText } from '../messages/MessageText';
import { fullTimeOf, timeOf } from '../messages/times';
import { followLink } from '../tab/followLink';
import { useActivityStyles } from './activity.styles';
import { PRESENCES, useTeamsPresence } from './useTeamsPresence';

/** What Teams itself tells somebody: notifications in their activity feed, and what the bot wrote to them. */
export function Activity({ person }: { person: SandboxPerson }) {
  const styles = useActivityStyles();
  const feed = useQuery({ queryKey: keys.feed(person.id), queryFn: () => api.feed(person.id) });
  const chat = useMessages(person.chatId, person.id);
  const presence = useTeamsPresence(person.id);
  const said = (chat.data ?? []).filter(({ from, deletedAt }) => from.kind === 'bot' && deletedAt === null);
  const all = [...(feed.data ?? []), ...said].sort((a, b) => b.sentAt.localeCompare(a.sentAt));
  return (
    <div className={styles.pane} data-testid="activity">
      <div className={styles.head}>
        <h3 className={styles.title}>Activity</h3>
        <label className={styles.presence}>
          How you are in Teams
          <Select
            size="small"
            value={presence.chosen}
            data-testid="teams-presence"
            onChange={(_event, { value }) => presence.choose(value)}
          >
            {PRESENCES.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </label>
      </div>
      {all.length === 0 ? (
        <p className={styles.none}>
          Nothing yet. When a customer writes and the tab is not looked at, it is said here: by the bot, or as a
          notification where a manager chose that under Settings.
        </p>
      ) : (
        <ol className={styles.list} aria-live="polite">
          {all.map((item) => (
            <li key={item.id} className={styles.item} data-testid={'topic' in item ? 'feed-item' : 'bot-said'}>
              {'topic' in item ? <Notification item={item} /> : <Said message={item} />}
              <time className={styles.time} dateTime={item.sentAt} title={fullTimeOf(item.sentAt)}>
                {timeOf(item.sentAt)}
              </time>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Notification({ item }: { item: FeedItem }) {
  const styles = useActivityStyles();
  return (
    <Button appearance="subtle" className={styles.open} onClick={() => followLink(item.link)}>
      <span className={styles.words} dir="auto">
        <span className={styles.strong}>{item.text}</span>
        <span className={styles.preview}>{item.preview}</span>
        <span className={styles.time}>{item.topic}</span>
      </span>
    </Button>
  );
}

function Said({ message }: { message: SandboxMessage }) {
  const styles = useActivityStyles();
  const [card] = message.attachments;
  return (
    <div className={styles.words} dir="auto">
      <span className={styles.strong}>{message.from.name} wrote to you</span>
      {message.text !== '' && <MessageText message={message} />}
      {message.text === '' && card && <span className={styles.preview}>{titleOf(card.content)}</span>}
    </div>
  );
}

/** The first words of a card; the whole is in the chat. */
function titleOf(content: unknown): string {
  const found = /"text":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(content ?? null))?.[1];
  return found === undefined ? 'A card' : String(JSON.parse(`"${found}"`));
}
