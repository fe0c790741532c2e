import { lazy, Suspense, useState } from 'react';
import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  PresenceBadge,
} from '@fluentui/react-components';
import { ArrowForwardRegular, ArrowUndoRegular, Speaker2Regular } from '@fluentui/react-icons';
import type { MyChange, Presence as PresenceName } from '../../src/contract/api';
import { wordsOf } from '../desk/apiError';
import { chime } from '../desk/chime';
import { isOn, setOn } from '../desk/settings';
import { useNotice } from '../parts/Notice';
import { useYou } from '../parts/you';
import { HandOn } from '../verbs/VerbDialog';
import { stateWords } from '../words/states';
import { workWords } from '../words/work';
import { usePresenceStyles } from './Presence.styles';
import { useSetPresence } from './useSetPresence';

const TeamsSays = lazy(async () => ({ default: (await import('./TeamsSays')).TeamsSays }));

const NAMES = Object.keys(stateWords.presences) as PresenceName[];

/** Whether I am there for customers, what that means, and what belongs to the end of a shift. */
export function Presence() {
  const styles = usePresenceStyles();
  const { me, isManager } = useYou();
  const { say } = useNotice();
  const [handsOn, setHandsOn] = useState(false);
  const change = useSetPresence();
  const { presence, takesOffers } = { ...me, ...(change.isPending && change.variables) };
  const offers = me.queues.some((queue) => queue.offers);
  const save = (next: MyChange) => change.mutate(next, { onError: (error) => say('error', wordsOf(error)) });
  const [hasSound, setHasSound] = useState(isOn(me.id, 'sound'));
  const [hasUndo, setHasUndo] = useState(isOn(me.id, 'undo'));
  const switchUndo = (on: boolean) => {
    setOn(me.id, 'undo', on);
    setHasUndo(on);
  };
  const switchSound = (on: boolean) => {
    setOn(me.id, 'sound', on);
    setHasSound(on);
    // To be heard once, and because browsers let a page sound only after a press.
    if (on) chime();
  };
  return (
    <div className={styles.row}>
      <Menu
        positioning="below-start"
        checkedValues={{
          presence: [presence],
          offers: takesOffers ? ['me'] : [],
          sound: hasSound ? ['sound'] : [],
          undo: hasUndo ? ['undo'] : [],
        }}
        onCheckedValueChange={(_, { name, checkedItems }) => {
          if (name === 'sound') return switchSound(checkedItems.length > 0);
          if (name === 'undo') return switchUndo(checkedItems.length > 0);
          if (name === 'offers') return save({ takesOffers: checkedItems.length > 0 });
          const next = NAMES.find((each) => each === checkedItems[0]);
          if (next && next !== presence) save({ presence: next });
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <MenuButton
            size="small"
            className={styles.button}
            icon={<PresenceBadge status={presence} aria-hidden />}
            aria-label={workWords.presence.change[presence]}
            data-testid="presence"
            data-presence={presence}
          >
            {stateWords.presences[presence]}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {NAMES.map((name) => (
              <MenuItemRadio
                key={name}
                name="presence"
                value={name}
                icon={<PresenceBadge status={name} aria-hidden />}
                data-testid={`presence-${name}`}
              >
                {stateWords.presences[name]}
              </MenuItemRadio>
            ))}
            {isManager && offers && (
              <>
                <MenuDivider />
                <MenuItemCheckbox name="offers" value="me" data-testid="takes-offers">
                  {workWords.presence.offerMe}
                </MenuItemCheckbox>
              </>
            )}
            <MenuDivider />
            <MenuItemCheckbox
              name="sound"
              value="sound"
              subText={workWords.presence.soundWhen}
              icon={<Speaker2Regular />}
              data-testid="sound"
            >
              {workWords.presence.sound}
            </MenuItemCheckbox>
            <MenuItemCheckbox
              name="undo"
              value="undo"
              subText={workWords.presence.undoMeans}
              icon={<ArrowUndoRegular />}
              data-testid="undo-sending"
            >
              {workWords.presence.undo}
            </MenuItemCheckbox>
            <MenuItem icon={<ArrowForwardRegular />} onClick={() => setHandsOn(true)} data-testid="hand-on">
              {workWords.presence.handOver}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
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
      {handsOn && <HandOn agent={me} onClose={() => setHandsOn(false)} />}
    </div>
  );
}
