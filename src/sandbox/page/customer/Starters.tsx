import { Avatar, Button, Text } from '@fluentui/react-components';
import { Bot32Regular } from '@fluentui/react-icons/svg/bot';
import { useChatLogStyles } from './chatLog.styles';

/** What the sample bot understands. */
export const STARTERS = ['Store hours', 'Our point of sale is down', 'What can you show me?', 'Speak to an agent'];

interface Props {
  name: string;
  botName: string;
  onSay: (text: string) => void;
}

/** An empty chat's invitation. */
export function Starters({ name, botName, onSay }: Props) {
  const styles = useChatLogStyles();
  return (
    <>
      <Avatar icon={<Bot32Regular />} color="brand" size={72} aria-hidden />
      <Text as="p" align="center" style={{ margin: 0, maxWidth: 300 }}>
        You are <b>{name}</b>. Say something to <b>{botName}</b>, or begin with one of these.
      </Text>
      <div className={styles.chips}>
        {STARTERS.map((text) => (
          <Button key={text} shape="circular" onClick={() => onSay(text)}>
            {text}
          </Button>
        ))}
      </div>
    </>
  );
}
