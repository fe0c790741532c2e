import { useState } from 'react';
import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  PresenceBadge,
} from '@fluentui/react-components';
import { ArrowForwardRegular } from '@fluentui/react-icons';
import type { Presence as PresenceName } from '../../src/contract/api';
import { wordsOf } from '../desk/apiError';
import { useNotice } from '../parts/Notice';
import { useYou } from '../parts/you';
import { HandOn } from '../verbs/VerbDialog';
import { stateWords } from '../words/states';
import { workWords } from '../words/work';
import { usePresenceStyles } from './Presence.styles';
import { useSetPresence } from './useSetPresence';

const NAMES = Object.keys(stateWords.presences) as PresenceName[];

/** Whether I am there for customers, what that means, and what belongs to the end of a shift. */
export function Presence() {
  const styles = usePresenceStyles();
  const { me } = useYou();
  const { say } = useNotice();
  const [handsOn, setHandsOn] = useState(false);
  const change = useSetPresence();
  const presence = change.isPending ? change.variables : me.presence;
  return (
    <div className={styles.row}>
      <Menu
        positioning="below-start"
        checkedValues={{ presence: [presence] }}
        onCheckedValueChange={(_, { checkedItems: [chosen] }) => {
          const next = NAMES.find((name) => name === chosen);
          if (next && next !== presence) change.mutate(next, { onError: (error) => say('error', wordsOf(error)) });
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
            <MenuDivider />
            <MenuItem icon={<ArrowForwardRegular />} onClick={() => setHandsOn(true)} data-testid="hand-on">
              {workWords.presence.handOver}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <span className={styles.means}>{workWords.presence.means[presence]}</span>
      {handsOn && <HandOn agent={me} onClose={() => setHandsOn(false)} />}
    </div>
  );
}
