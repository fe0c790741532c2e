import { Avatar, Text } from '@fluentui/react-components';
import { Bot20Regular } from '@fluentui/react-icons/svg/bot';
import type { Ref } from 'react';
import type { SandboxPerson, World } from '../../state/contract';
import { PersonPicker } from '../people/PersonPicker';
import { useWindowStyles } from '../parts/window.styles';
import { ChatLog } from './ChatLog';
import { CustomerComposer } from './CustomerComposer';
import { useChat } from './useChat';

interface Props {
  world: World;
  person: SandboxPerson;
  typing: boolean;
  inputRef: Ref<HTMLTextAreaElement>;
  onChoose: (personId: string) => void;
}

/** A customer's Teams: one personal chat with the bot. */
export function CustomerPane({ world, person, typing, inputRef, onChoose }: Props) {
  const styles = useWindowStyles();
  const chat = useChat(person);
  return (
    <section className={styles.window} aria-label="Customer's Teams" data-testid="customer-pane">
      <div className={styles.bar}>
        <h2 className={styles.title}>The customer</h2>
        <div className={styles.person}>
          <PersonPicker
            label="You are the customer"
            people={world.people.filter((one) => one.role === 'customer')}
            chosen={person}
            testId="customer-picker"
            onChoose={onChoose}
          />
        </div>
      </div>
      <div className={styles.head}>
        <Avatar icon={<Bot20Regular />} color="brand" size={32} aria-hidden />
        <Text as="h3" weight="semibold" style={{ margin: 0 }}>
          {world.bot.name}
        </Text>
      </div>
      <ChatLog person={person} botName={world.bot.name} chat={chat} typing={typing} />
      <div className={styles.foot}>
        <CustomerComposer
          key={person.id}
          botName={world.bot.name}
          inputRef={inputRef}
          onSend={(outgoing) => void chat.send(outgoing)}
        />
      </div>
    </section>
  );
}
