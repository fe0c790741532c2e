import type { Ref } from 'react';
import type { SandboxPerson, World } from '../../state/contract';
import { AgentBar } from '../agent/AgentBar';
import { NotInstalled } from '../agent/NotInstalled';
import { Composer } from '../messages/Composer';
import { useUnread } from '../messages/useUnread';
import { PersonPicker } from '../people/PersonPicker';
import { useWindowStyles } from '../parts/window.styles';
import { ChatLog } from './ChatLog';
import { type CustomerChat, chatsOf } from '../people/chats';
import { ChatTabs } from './ChatTabs';
import { CustomerComposer } from './CustomerComposer';
import { useChat } from './useChat';

interface Props {
  world: World;
  person: SandboxPerson;
  /** The chat that is looked at. */
  kind: CustomerChat['kind'];
  typing: ReadonlySet<string>;
  inputRef: Ref<HTMLTextAreaElement>;
  onChoose: (personId: string) => void;
  onChat: (kind: CustomerChat['kind']) => void;
}

/** A customer's Teams: their chats with the desk's bot and with Contoso HR. */
export function CustomerPane({ world, person, kind, typing, inputRef, onChoose, onChat }: Props) {
  const styles = useWindowStyles();
  const chats = chatsOf(world, person);
  const of = chats[kind];
  const chat = useChat(person, of);
  const unread = useUnread([chats.desk.id, chats.agent.id], person.id, of.id);
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
      <ChatTabs chats={[chats.desk, chats.agent]} chosen={kind} unread={unread} onChoose={onChat} />
      {kind === 'agent' ? <AgentBar person={person} /> : <NotInstalled person={person} botName={of.name} />}
      <ChatLog person={person} of={of} chat={chat} typing={typing.has(of.id)} />
      <div className={styles.foot}>
        {kind === 'agent' ? (
          <Composer
            key={of.id}
            label={`Message to ${of.name}`}
            placeholder="Type a message"
            inputTestId="chat-input"
            sendTestId="chat-send"
            inputRef={inputRef}
            onSend={(text) => void chat.send({ text })}
          />
        ) : (
          <CustomerComposer
            key={of.id}
            botName={of.name}
            inputRef={inputRef}
            onSend={(outgoing) => void chat.send(outgoing)}
          />
        )}
      </div>
    </section>
  );
}
