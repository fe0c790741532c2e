import { Button, mergeClasses, Spinner } from '@fluentui/react-components';
import { Fragment } from 'react';
import type { SandboxMessage, SandboxPerson } from '../../state/contract';
import { api } from '../data/api';
import { dayOf } from '../messages/times';
import { useShown } from '../messages/useShown';
import { useStickToEnd } from '../messages/useStickToEnd';
import { Failed } from '../parts/Failed';
import { useToast } from '../parts/useToast';
import { Bubble } from './Bubble';
import { useChatLogStyles } from './chatLog.styles';
import { type CustomerChat, colorOf } from '../people/chats';
import { Starters } from './Starters';
import { UnsentBubble } from './UnsentBubble';
import type { useChat } from './useChat';

const SAME_BREATH_MS = 5 * 60_000;

interface Props {
  person: SandboxPerson;
  of: CustomerChat;
  chat: ReturnType<typeof useChat>;
  typing: boolean;
}

/** The chat itself: messages, what is on its way, who is typing, what one might say next. */
export function ChatLog({ person, of, chat, typing }: Props) {
  const styles = useChatLogStyles();
  const toast = useToast();
  const list = useStickToEnd<HTMLDivElement>(of.id);
  const messages = chat.shown;
  const { shown, earlier } = useShown(messages, of.id);
  const suggested = chat.unsent.length > 0 ? [] : nextWords(messages, of.starters);
  const empty = chat.messages.data !== undefined && messages.length === 0 && chat.unsent.length === 0;

  const change = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => toast(error instanceof Error ? error.message : 'That did not work.', 'error'),
    );

  return (
    <div
      ref={list}
      className={styles.log}
      role="log"
      aria-label={`Chat of ${person.name} with ${of.name}`}
      tabIndex={0}
      data-testid="chat-messages"
    >
      <div className={empty || !chat.messages.data ? styles.middle : undefined}>
        {chat.messages.isPending && <Spinner label="Loading the chat" />}
        {chat.messages.isLoadingError && (
          <Failed
            what="The chat cannot be shown."
            error={chat.messages.error}
            onRetry={() => void chat.messages.refetch()}
          />
        )}
        {empty && <Starters name={person.name} chat={of} onSay={(text) => void chat.send({ text })} />}
        {earlier && (
          <Button className={styles.earlier} appearance="transparent" onClick={earlier}>
            Show earlier messages
          </Button>
        )}
        {shown.map((message, place) => (
          <Fragment key={message.id}>
            {newDay(shown[place - 1], message) && <div className={styles.day}>{dayOf(message.sentAt, new Date())}</div>}
            <Bubble
              message={message}
              personId={person.id}
              color={colorOf(of)}
              followUp={followsUp(shown[place - 1], message)}
              onPress={async (press) => {
                const words = await chat.press(message, press);
                if (words) toast(words);
              }}
              onResend={() => void change(chat.resend(message))}
              onEdit={(text) => change(api.edit(person.id, message.id, text))}
              onDelete={() => change(api.remove(person.id, message.id))}
              onReact={(type, on) => change(api.react(person.id, message.id, { type, on }))}
            />
          </Fragment>
        ))}
        {chat.unsent.map((words) => (
          <UnsentBubble
            key={words.key}
            words={words}
            onRetry={() => void chat.retry(words)}
            onDrop={() => chat.drop(words)}
          />
        ))}
        {typing && (
          <div className={styles.typing} data-testid="typing">
            <span className={styles.dots} aria-hidden>
              <span />
              <span />
              <span />
            </span>
            {of.name} is typing
          </div>
        )}
        {suggested.length > 0 && (
          <div className={mergeClasses(styles.chips, styles.suggested)} role="group" aria-label="Suggested answers">
            {suggested.map((action) => (
              <Button key={action.title} shape="circular" onClick={() => void chat.send({ text: action.value })}>
                {action.title}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** What the bot suggests; until the customer has spoken, ways to begin. */
function nextWords(
  messages: readonly SandboxMessage[],
  starters: readonly string[],
): SandboxMessage['suggestedActions'] {
  const last = messages.at(-1);
  if (last?.from.kind !== 'bot') return [];
  if (last.suggestedActions.length > 0 || messages.some((message) => message.from.kind === 'person')) {
    return last.suggestedActions;
  }
  return starters.map((words) => ({ title: words, value: words }));
}

const dayKey = (message: SandboxMessage) => new Date(message.sentAt).toDateString();

function newDay(before: SandboxMessage | undefined, message: SandboxMessage): boolean {
  return before === undefined || dayKey(before) !== dayKey(message);
}

function followsUp(before: SandboxMessage | undefined, message: SandboxMessage): boolean {
  return (
    before !== undefined &&
    before.from.id === message.from.id &&
    !newDay(before, message) &&
    Date.parse(message.sentAt) - Date.parse(before.sentAt) < SAME_BREATH_MS
  );
}
