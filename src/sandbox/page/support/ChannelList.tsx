import { Avatar, Button, CounterBadge, mergeClasses } from '@fluentui/react-components';
import type { World } from '../../state/contract';
import { useSupportStyles } from './support.styles';

interface Props {
  team: World['team'];
  chosen: string;
  /** New posts by channel since it was last looked at. */
  unread: ReadonlyMap<string, number>;
  onChoose: (channelId: string) => void;
}

export function ChannelList({ team, chosen, unread, onChoose }: Props) {
  const styles = useSupportStyles();
  return (
    <nav className={styles.channels} aria-label={`Channels of ${team.name}`}>
      <h3 className={styles.teamName}>
        <Avatar shape="square" size={24} name={team.name} color="colorful" aria-hidden />
        {team.name}
      </h3>
      <ul className={styles.channelList}>
        {team.channels.map((channel) => {
          const count = unread.get(channel.id) ?? 0;
          return (
            <li key={channel.id}>
              <Button
                appearance="subtle"
                className={mergeClasses(
                  styles.channelButton,
                  channel.id === chosen && styles.channelChosen,
                  count > 0 && styles.unread,
                )}
                aria-current={channel.id === chosen ? 'page' : undefined}
                data-testid={`channel-${channel.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`}
                onClick={() => onChoose(channel.id)}
              >
                <span className={styles.channelName}>{channel.name}</span>
                {count > 0 && <CounterBadge count={count} size="small" aria-label={`${count} new`} />}
              </Button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
