import { type ComponentProps, Suspense, useCallback, useEffect, useReducer, useState } from 'react';
import { lazily } from '../parts/lazily';
import { whenIdle } from '../parts/whenIdle';
import { mergeClasses } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { moved } from '../desk/moves';
import type { StreamState } from '../desk/stream';
import { onTeamsBack } from '../desk/teams';
import { auditWish, historyWish } from '../desk/wishes';
import { LoadingRows } from '../parts/StatePanels';
import { NoticeBar, useNotice } from '../parts/Notice';
import { useIsWide } from '../parts/useMedia';
import { useYou } from '../parts/you';
import { GoesBack } from '../work/GoesBack';
import { Offers } from '../work/Offers';
import { Queue } from '../work/Queue';
import { useCues } from '../work/useCues';
import { useOffers } from '../work/useOffers';
import { useWarned } from '../work/useWarned';
import { BeforeHandOn } from '../verbs/VerbDialog';
import { shellWords } from '../words/shell';
import { Work } from '../work/Work';
import { useDeskStyles } from './Desk.styles';
import { here, move, start, type Move, type Trail } from './navigation';
import { NothingOpen } from './NothingOpen';
import { OfflineBanner } from './OfflineBanner';
import { useLooking } from './useLooking';

const Conversation = lazily(() => import('../conversation/Conversation').then(({ Conversation }) => Conversation));
const History = lazily(() => import('../history/History').then(({ History }) => History));
/** Keys are pressed later than the first screen shows. */
const Keyboard = lazily(() => import('./keyboard/Keyboard').then(({ Keyboard }) => Keyboard));
const LeftUnsent = lazily(() => import('../conversation/LeftUnsent').then(({ LeftUnsent }) => LeftUnsent));
/** Asked before all my chats go on. */
const UnsentInMine = lazily(() => import('../conversation/UnsentInMine').then(({ UnsentInMine }) => UnsentInMine));
const Now = lazily(() => import('../now/Now').then(({ Now }) => Now));
const Taken = lazily(() => import('../work/taken/Taken').then(({ Taken }) => Taken));
const Settings = lazily(() => import('../settings/Settings').then(({ Settings }) => Settings));
const askUnsent = (before: ComponentProps<typeof UnsentInMine>) => <UnsentInMine {...before} />;

/** What a chat is shown with, ahead of the first one that is opened. */
export const fetchChat = (): void => void Conversation.fetch();

/** Lists and conversations, side by side where there is room, one at a time where not. */
export function Desk({ live }: { live: StreamState }) {
  const styles = useDeskStyles();
  const { place } = useYou();
  const { clear } = useNotice();
  const offers = useOffers();
  useLooking();
  const isWide = useIsWide();
  const [trail, step] = useReducer(move, start(place.entityId, place.escalationId));
  const spot = here(trail);
  const { view, escalationId } = spot;
  useEffect(() => whenIdle(fetchChat), []);

  const go = useCallback(
    (next: Move) => {
      clear();
      moved();
      step(next);
    },
    [clear],
  );
  const canGoBack = trail.length > 1;
  useEffect(() => {
    onTeamsBack(() => {
      if (canGoBack) go({ type: 'close' });
      return canGoBack;
    });
  }, [canGoBack, go]);

  const [bar, setBar] = useState<HTMLElement | null>(null);
  const inHistory = view === 'history' && escalationId !== null;
  const isBeside = isWide && (view === 'work' || view === 'queue');
  const showsList = escalationId === null || isBeside;
  const handleBack = () => go({ type: 'close' });
  const handleOpen = useCallback(
    (id: string, compose?: boolean) =>
      go({ type: 'open', escalationId: id, ...(compose !== undefined && { compose }) }),
    [go],
  );

  const handleAudit = (number: number) => {
    auditWish.ask(`#${number}`);
    go({ type: 'go', view: 'settings', section: 'settings-audit' });
  };
  const handleHistory = (shows: Record<string, string>) => {
    historyWish.ask(shows);
    go({ type: 'go', view: 'history' });
  };

  return (
    <BeforeHandOn value={askUnsent}>
      <Suspense fallback={null}>
        <Keyboard
          openId={escalationId}
          inHistory={inHistory}
          offers={offers}
          onOpen={handleOpen}
          onGo={(next, section) => go({ type: 'go', view: next, ...(section !== undefined && { section }) })}
          onHistory={handleHistory}
        />
      </Suspense>
      <OfflineBanner state={live} />
      <NoticeBar />
      <Suspense>
        <LeftUnsent />
      </Suspense>
      <Suspense>
        <Taken openId={escalationId} onOpen={handleOpen} />
      </Suspense>
      <NewsOfMine openId={escalationId} onOpen={handleOpen} />
      {!(showsList && view === 'work') && <Offers above offers={offers} onOpen={handleOpen} />}
      <main className={styles.desk}>
        <div className={mergeClasses(styles.list, isBeside && styles.beside, !showsList && styles.away)} data-pane>
          <Suspense fallback={<LoadingRows />}>
            <List
              view={view}
              section={spot.section}
              trail={trail}
              openId={escalationId}
              bar={bar}
              offers={offers}
              onOpen={handleOpen}
              onGo={(next) => go({ type: 'go', view: next })}
              onHistory={handleHistory}
              onBack={handleBack}
            />
          </Suspense>
        </div>
        {escalationId !== null ? (
          <section className={styles.conversation} aria-label={shellWords.chat}>
            {inHistory && <div ref={setBar} />}
            <Suspense fallback={<LoadingRows count={6} />}>
              <Conversation
                key={escalationId}
                id={escalationId}
                compose={spot.compose}
                alone={!showsList}
                inHistory={inHistory}
                onBack={isBeside && trail.length === 2 ? undefined : handleBack}
                onOpen={(id) => go({ type: 'open', escalationId: id, onTop: true })}
                onAudit={handleAudit}
              />
            </Suspense>
          </section>
        ) : (
          isBeside && <NothingOpen />
        )}
      </main>
    </BeforeHandOn>
  );
}

interface NewsProps {
  openId: string | null;
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/** Watches my chats. It is a part of its own: they change often, and nothing else of the desk with them. */
function NewsOfMine({ openId, onOpen }: NewsProps) {
  useCues(openId);
  return <GoesBack warned={useWarned()} openId={openId} onOpen={onOpen} />;
}

interface ListProps {
  view: Trail[0]['view'];
  section: Trail[0]['section'];
  trail: Trail;
  openId: string | null;
  /** Above the open chat, for what the history has to say there. */
  bar: HTMLElement | null;
  offers: Escalation[];
  onOpen: (escalationId: string, compose?: boolean) => void;
  onGo: (view: 'history' | 'now' | 'settings') => void;
  onHistory: (shows: Record<string, string>) => void;
  onBack: () => void;
}

function List({ view, section, trail, openId, bar, offers, onOpen, onGo, onHistory, onBack }: ListProps) {
  // The first list has nothing behind it, whichever conversation is open over it.
  const back = trail.some((spot) => spot.view !== view) ? onBack : undefined;
  switch (view) {
    case 'work':
      return <Work openId={openId} offers={offers} onOpen={onOpen} onGo={onGo} />;
    case 'queue':
      return <Queue openId={openId} onOpen={onOpen} />;
    case 'history':
      return <History key={historyWish.times()} openId={openId} bar={bar} onOpen={onOpen} onBack={back} />;
    case 'now':
      return <Now openId={openId} onOpen={onOpen} onBack={back} onHistory={onHistory} />;
    case 'settings':
      return <Settings key={auditWish.times()} onBack={back} onOpen={onOpen} section={section} />;
  }
}
