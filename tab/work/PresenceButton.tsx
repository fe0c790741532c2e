import { MenuButton, type MenuButtonProps, PresenceBadge } from '@fluentui/react-components';
import type { Presence } from '../../src/contract/api';
import { stateWords } from '../words/states';
import { workWords } from '../words/work';
import { usePresenceStyles } from './Presence.styles';

type PresenceButtonProps = MenuButtonProps & { presence: Presence };

/** Says how one is; what can be changed about it is behind it. */
export function PresenceButton({ presence, ...props }: PresenceButtonProps) {
  const styles = usePresenceStyles();
  return (
    <MenuButton
      {...props}
      size="small"
      className={styles.button}
      icon={<PresenceBadge status={presence} aria-hidden />}
      aria-label={workWords.presence.change[presence]}
      data-testid="presence"
      data-presence={presence}
    >
      {stateWords.presences[presence]}
    </MenuButton>
  );
}
