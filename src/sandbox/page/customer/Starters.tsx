import { Avatar, Button, Text } from '@fluentui/react-components';
import { Bot32Regular } from '@fluentui/react-icons/svg/bot';
import { useChatLogStyles } from './chatLog.styles';
import { type CustomerChat, colorOf } from '../people/chats';

interface Props {
  name: string;
  chat: CustomerChat;
  onSay: (text: string) => void;
}

/** An empty chat's invitation. */
export function Starters({ name, chat, onSay }: Props) {
  const styles = useChatLogStyles();
  return (
    <>
      <Avatar icon={<Bot32Regular />} color={colorOf(chat)} size={72} aria-hidden />
      <Text as="p" align="center" style={{ margin: 0, maxWidth: 300 }}>
        You are <b>{name}</b>. Say something to <b>{chat.name}</b>, or begin with one of these.
      </Text>
      <div className={styles.chips}>
        {chat.starters.map((text) => (
          <Button key={text} shape="circular" onClick={() => onSay(text)}>
            {text}
          </Button>
        ))}
      </div>
    </>
  );
}
