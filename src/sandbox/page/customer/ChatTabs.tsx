import { Avatar, CounterBadge, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { Bot20Regular } from '@fluentui/react-icons/svg/bot';
import { type CustomerChat, colorOf } from '../people/chats';

const useStyles = makeStyles({
  bar: { padding: '0 6px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  tab: {
    flexGrow: 1,
    minHeight: '52px',
    padding: '8px 10px',
    '@media (max-width: 359px)': { padding: '8px 4px' },
  },
  content: { display: 'flex', alignItems: 'center', gap: '8px', whiteSpace: 'nowrap' },
  picture: { flexShrink: 0, '@media (max-width: 359px)': { display: 'none' } },
});

interface Props {
  chats: readonly CustomerChat[];
  chosen: CustomerChat['kind'];
  /** New messages by chat since it was last looked at. */
  unread: ReadonlyMap<string, number>;
  onChoose: (kind: CustomerChat['kind']) => void;
}

/** Which of their chats the customer looks at. */
export function ChatTabs({ chats, chosen, unread, onChoose }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      <TabList
        selectedValue={chosen}
        onTabSelect={(_event, { value }) => onChoose(value === 'agent' ? 'agent' : 'desk')}
        aria-label="Chats of the customer"
      >
        {chats.map((chat) => {
          const count = unread.get(chat.id) ?? 0;
          return (
            <Tab key={chat.kind} value={chat.kind} className={styles.tab} data-testid={`chat-${chat.kind}`}>
              <span className={styles.content}>
                <span className={styles.picture}>
                  <Avatar icon={<Bot20Regular />} color={colorOf(chat)} size={28} aria-hidden />
                </span>
                {chat.name}
                {count > 0 && <CounterBadge count={count} size="small" color="danger" aria-label={`${count} new`} />}
              </span>
            </Tab>
          );
        })}
      </TabList>
    </div>
  );
}
