import { Suspense, useCallback, useEffect, useReducer } from 'react';
import { lazily } from '../parts/lazily';
import { mergeClasses } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { Conversation } from '../conversation/Conversation';
import { useLeftUnsent } from '../conversation/useLeftUnsent';
import { moved } from '../desk/moves';
import { onTeamsBack } from '../desk/teams';
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
import { shellWords } from '../words/shell';
import { Work } from '../work/Work';
import { useDeskStyles } from './Desk.styles';
import { here, move, start, type Move, type Trail } from './navigation';
import { NothingOpen } from './NothingOpen';
import { OfflineBanner } from './OfflineBanner';
import { useChanges } from './useChanges';
import { useLooking } from './useLooking';

const History = lazily(() => import('../history/History').then(({ History }) => History));
/** Keys are pressed later than the first screen shows. */
const Keyboard = lazily(() => import('./keyboard/Keyboard').then(({ Keyboard }) => Keyboard));
const Now = lazily(() => import('../now/Now').then(({ Now }) => Now));
const Taken = lazily(() => import('../work/taken/Taken').then(({ Taken }) => Taken));
const Settings = lazily(() => import('../settings/Settings').then(({ Settings }) => Settings));

/** Lists and conversations, side by side where there is room, one at a time where not. */
export function Desk() {
  const styles = useDeskStyles();
  const { place } = useYou();
  const { clear } = useNotice();
  const state = useChanges();
  const offers = useOffers();
  const warned = useWarned();
  useLooking();
  useLeftUnsent();
  const isWide = useIsWide();
  const [trail, step] = useReducer(move, start(place.entityId, place.escalationId));
  const spot = here(trail);
  const { view, escalationId } = spot;
  useCues(escalationId);

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

  const isBeside = isWide && (view === 'work' || view === 'queue');
  const showsList = escalationId === null || isBeside;
  const handleBack = () => go({ type: 'close' });
  const handleOpen = useCallback(
    (id: string, compose?: boolean) =>
      go({ type: 'open', escalationId: id, ...(compose !== undefined && { compose }) }),
    [go],
  );

  return (
    <>
      <Suspense fallback={null}>
        <Keyboard
          openId={escalationId}
          offers={offers}
          onOpen={handleOpen}
          onGo={(next, section) => go({ type: 'go', view: next, ...(section !== undefined && { section }) })}
        />
      </Suspense>
      <OfflineBanner state={state} />
      <NoticeBar />
      <Suspense>
        <Taken openId={escalationId} onOpen={handleOpen} />
      </Suspense>
      <GoesBack warned={warned} openId={escalationId} onOpen={handleOpen} />
      {!(showsList && view === 'work') && <Offers above offers={offers} onOpen={handleOpen} />}
      <main className={styles.desk}>
        <div className={mergeClasses(styles.list, isBeside && styles.beside, !showsList && styles.away)} data-pane>
          <Suspense fallback={<LoadingRows />}>
            <List
              view={view}
              section={spot.section}
              trail={trail}
              openId={escalationId}
              offers={offers}
              onOpen={handleOpen}
              onGo={(next) => go({ type: 'go', view: next })}
              onBack={handleBack}
            />
          </Suspense>
        </div>
        {escalationId !== null ? (
          <section className={styles.conversation} aria-label={shellWords.chat}>
            <Conversation
              key={escalationId}
              id={escalationId}
              compose={spot.compose}
              alone={!showsList}
              onBack={isBeside && trail.length === 2 ? undefined : handleBack}
              onOpen={(id) => go({ type: 'open', escalationId: id, onTop: true })}
            />
          </section>
        ) : (
          isBeside && <NothingOpen />
        )}
      </main>
    </>
  );
}

interface ListProps {
  view: Trail[0]['view'];
  section: Trail[0]['section'];
  trail: Trail;
  openId: string | null;
  offers: Escalation[];
  onOpen: (escalationId: string, compose?: boolean) => void;
  onGo: (view: 'history' | 'now' | 'settings') => void;
  onBack: () => void;
}

function List({ view, section, trail, openId, offers, onOpen, onGo, onBack }: ListProps) {
  // The first list has nothing behind it, whichever conversation is open over it.
  const back = trail.some((spot) => spot.view !== view) ? onBack : undefined;
  switch (view) {
    case 'work':
      return <Work openId={openId} offers={offers} onOpen={onOpen} onGo={onGo} />;
    case 'queue':
      return <Queue openId={openId} onOpen={onOpen} />;
    case 'history':
      return <History openId={openId} onOpen={onOpen} onBack={back} />;
    case 'now':
      return <Now openId={openId} onOpen={onOpen} onBack={back} />;
    case 'settings':
      return <Settings onBack={back} section={section} />;
  }
}
