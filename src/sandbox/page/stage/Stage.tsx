import { mergeClasses, MessageBar, MessageBarBody, Tab, TabList } from '@fluentui/react-components';
import { useRef } from 'react';
import type { World } from '../../state/contract';
import type { CustomerChat } from '../people/chats';
import { CustomerPane } from '../customer/CustomerPane';
import { useChanges } from '../data/useChanges';
import { Guide } from '../guide/Guide';
import { useProgress } from '../guide/useProgress';
import { SupportPane } from '../support/SupportPane';
import type { ThemeName } from '../parts/theme';
import { Header } from './Header';
import { useStageStyles } from './stage.styles';
import { useStage } from '../tab/useStage';

interface Props {
  world: World;
  theme: ThemeName;
  onTheme: (theme: ThemeName) => void;
}

/** The whole page: the customer's Teams beside the support team's. */
export function Stage({ world, theme, onTheme }: Props) {
  const styles = useStageStyles();
  const stage = useStage(world);
  const { place, go, openTab } = stage;
  const live = useChanges();
  const chatInput = useRef<HTMLTextAreaElement>(null);
  const customer = world.people.find((person) => person.id === place.customerId);
  const support = world.people.find((person) => person.id === place.supportId);
  const progress = useProgress(world, place.supportId);
  if (!customer || !support) return null;

  function handleShow(step: number) {
    const card = progress.card;
    if (step === 1) {
      go({ side: 'customer', chat: progress.path });
      // The pane is shown first, where one pane hides the other.
      requestAnimationFrame(() => chatInput.current?.focus());
    } else if (step === 2) {
      go({
        side: 'support',
        view: 'team',
        channelId: card?.channelId ?? place.channelId,
        shownOff: card?.messageId ?? null,
      });
    } else {
      openTab({ entityId: world.app.tabs[0]?.entityId ?? '', subEntityId: progress.latest?.escalationId ?? null });
    }
  }

  function handleWalk(path: CustomerChat['kind']) {
    progress.walk(path);
    go({ side: 'customer', chat: path });
  }

  /** The path follows what one looks at, unless one is in the middle of it. */
  function handleChat(chat: CustomerChat['kind']) {
    if (chat !== progress.path && progress.asked === progress.answered) progress.walk(chat);
    go({ chat });
  }

  return (
    <div className={styles.page}>
      <Header theme={theme} onTheme={onTheme} />
      <Guide progress={progress} onShow={handleShow} onWalk={handleWalk} />
      <main className={styles.main}>
        {!live.connected && (
          <MessageBar intent="warning" className={styles.cut}>
            <MessageBarBody>Handoff Desk does not answer. The page comes back by itself when it does.</MessageBarBody>
          </MessageBar>
        )}
        <TabList
          className={styles.switch}
          selectedValue={place.side}
          onTabSelect={(_event, { value }) => go({ side: value === 'support' ? 'support' : 'customer' })}
          aria-label="Which side"
        >
          <Tab value="customer" data-testid="side-customer">
            The customer
          </Tab>
          <Tab value="support" data-testid="side-support">
            The support team
          </Tab>
        </TabList>
        <div className={styles.panes}>
          <div className={mergeClasses(styles.pane, place.side !== 'customer' && styles.behind)}>
            <CustomerPane
              world={world}
              person={customer}
              kind={place.chat}
              typing={live.typing}
              inputRef={chatInput}
              onChoose={(customerId) => go({ customerId })}
              onChat={handleChat}
            />
          </div>
          <div className={mergeClasses(styles.pane, place.side !== 'support' && styles.behind)}>
            <SupportPane world={world} person={support} stage={stage} theme={theme} />
          </div>
        </div>
      </main>
    </div>
  );
}
