import { useState } from 'react';
import {
  Menu,
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
import { chime } from '../desk/chime';
import { isOn, setOn } from '../desk/settings';
import { useYou } from '../parts/you';
import { HandOn } from '../verbs/VerbDialog';
import { stateWords } from '../words/states';
import { workWords } from '../words/work';
import { PresenceButton } from './PresenceButton';

const NAMES = Object.keys(stateWords.presences) as PresenceName[];

interface PresenceMenuProps {
  presence: PresenceName;
  takesOffers: boolean;
  onSave: (change: MyChange) => void;
}

/** What one says of oneself, and what belongs to the end of a shift. Shown when it is asked for, and so open. */
export function PresenceMenu({ presence, takesOffers, onSave }: PresenceMenuProps) {
  const { me, isManager } = useYou();
  const [handsOn, setHandsOn] = useState(false);
  const offers = me.queues.some((queue) => queue.offers);
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
    <>
      <Menu
        defaultOpen
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
          if (name === 'offers') return onSave({ takesOffers: checkedItems.length > 0 });
          const next = NAMES.find((each) => each === checkedItems[0]);
          if (next && next !== presence) onSave({ presence: next });
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <PresenceButton presence={presence} />
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
      {handsOn && <HandOn agent={me} onClose={() => setHandsOn(false)} />}
    </>
  );
}
