import { Suspense, useEffect, useState, type KeyboardEvent } from 'react';
import type { MyChange } from '../../src/contract/api';
import { wordsOf } from '../desk/apiError';
import { lazily } from '../parts/lazily';
import { useNotice } from '../parts/Notice';
import { useAsked } from '../parts/useAsked';
import { whenIdle } from '../parts/whenIdle';
import { useYou } from '../parts/you';
import { workWords } from '../words/work';
import { usePresenceStyles } from './Presence.styles';
import { PresenceButton } from './PresenceButton';
import { useSetPresence } from './useSetPresence';

const PresenceMenu = lazily(() => import('./PresenceMenu').then(({ PresenceMenu }) => PresenceMenu));
const TeamsSays = lazily(() => import('./TeamsSays').then(({ TeamsSays }) => TeamsSays));

/** Whether I am there for customers, what that means, and what belongs to the end of a shift. */
export function Presence() {
  const styles = usePresenceStyles();
  const { me } = useYou();
  const { say } = useNotice();
  const change = useSetPresence();
  // The menu, and all it stands on, comes after the first screen.
  const [hasMenu, setHasMenu] = useState(false);
  const [asked, ask] = useAsked<MyChange>(change.mutateAsync);
  const { presence, takesOffers } = { ...me, ...asked };
  const offers = me.queues.some((queue) => queue.offers);
  const save = (next: MyChange): void => void ask(next).catch((error: unknown) => say('error', wordsOf(error)));
  useEffect(() => whenIdle(() => void PresenceMenu.fetch()), []);

  const openMenu = () => setHasMenu(true);
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    openMenu();
  };
  const button = (
    <PresenceButton
      presence={presence}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={openMenu}
      onKeyDown={handleKeyDown}
    />
  );
  return (
    <div className={styles.row}>
      {hasMenu ? (
        <Suspense fallback={button}>
          <PresenceMenu presence={presence} takesOffers={takesOffers} onSave={save} />
        </Suspense>
      ) : (
        button
      )}
      {/* Where nothing is offered there is nothing to say. */}
      {offers && me.teamsSays === null && (
        <span className={styles.means}>
          {takesOffers ? workWords.presence.means[presence] : workWords.presence.notOffered}
        </span>
      )}
      {me.teamsSays !== null && !change.isPending && (
        <Suspense>
          <span className={styles.means}>
            <TeamsSays reason={me.teamsSays} onInsist={() => save({ presence: 'available' })} />
          </span>
        </Suspense>
      )}
    </div>
  );
}
