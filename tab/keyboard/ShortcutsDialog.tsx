import { useState } from 'react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { isOn, setOn } from '../desk/settings';
import { useGivesFocusBack } from '../parts/useGivesFocusBack';
import { keyboardWords } from '../words/keyboard';
import { keysOf } from './hintsOf';
import { Keys } from './Keys';
import { type Group, SHORTCUTS, type Shortcut, type ShortcutName } from './shortcuts';

const useStyles = makeStyles({
  surface: { maxWidth: '760px', boxSizing: 'border-box' },
  // The heading and its button stay while the list moves.
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, paddingBlockEnd: '4px' },
  groups: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalL,
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  what: { minWidth: 0, overflowWrap: 'anywhere' },
  keys: { maxWidth: '55%', color: tokens.colorNeutralForeground2 },
  setting: { display: 'flex', flexDirection: 'column' },
  means: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

const all: readonly (Shortcut & { name: ShortcutName })[] = SHORTCUTS;
const GROUPS = Object.keys(keyboardWords.groups) as Group[];

interface ShortcutsDialogProps {
  personId: string;
  /** They were switched on or off. */
  onSingleKeys: () => void;
  onClose: () => void;
}

/** All shortcuts, and the switch for those of a single key. */
export function ShortcutsDialog({ personId, onSingleKeys, onClose }: ShortcutsDialogProps) {
  const styles = useStyles();
  const surface = useGivesFocusBack();
  const [hasSingle, setSingle] = useState(!isOn(personId, 'noSingleKeys'));
  const handleSingle = (on: boolean) => {
    setOn(personId, 'noSingleKeys', !on);
    setSingle(on);
    onSingleKeys();
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface ref={surface} className={styles.surface} data-testid="shortcuts-dialog">
        <DialogBody>
          <DialogTitle
            action={
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={keyboardWords.close}
                onClick={onClose}
                data-testid="close-shortcuts"
              />
            }
          >
            {keyboardWords.title}
          </DialogTitle>
          <DialogContent className={styles.content}>
            <div className={styles.setting}>
              <Switch
                checked={hasSingle}
                label={keyboardWords.singleKeys}
                onChange={(_, data) => handleSingle(data.checked)}
                aria-describedby="single-keys-mean"
                data-testid="single-keys"
              />
              <span className={styles.means} id="single-keys-mean">
                {keyboardWords.singleKeysMean}
              </span>
            </div>
            <div className={styles.groups}>
              {GROUPS.map((group) => (
                <section key={group} aria-labelledby={`keys-${group}`}>
                  <h3 className={styles.heading} id={`keys-${group}`}>
                    {keyboardWords.groups[group]}
                  </h3>
                  <ul className={styles.list}>
                    {all
                      .filter((shortcut) => shortcut.group === group)
                      .map((shortcut) => (
                        <li key={shortcut.name} className={styles.row} data-testid="shortcut">
                          <span className={styles.what}>{keyboardWords.commands[shortcut.name]}</span>
                          <Keys keys={keysOf(shortcut, hasSingle)} className={styles.keys} />
                        </li>
                      ))}
                  </ul>
                </section>
              ))}
            </div>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
