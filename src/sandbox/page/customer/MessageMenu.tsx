import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
} from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons/svg/delete';
import { Edit20Regular } from '@fluentui/react-icons/svg/edit';
import { EmojiAdd16Regular } from '@fluentui/react-icons/svg/emoji-add';
import { MoreHorizontal16Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { useState } from 'react';
import { SIGNS } from '../messages/signs';
import { useBubbleStyles } from './bubble.styles';
import { EditMessage } from './EditMessage';

const useStyles = makeStyles({ signs: { display: 'flex', gap: '2px', padding: '4px' }, sign: { minWidth: '36px' } });

interface OwnProps {
  text: string;
  onEdit: (text: string) => Promise<void>;
  onDelete: () => Promise<void>;
}

/** Edit or delete what one has sent; without words there is nothing to edit. */
export function OwnMessageMenu({ text, onEdit, onDelete }: OwnProps) {
  const styles = useBubbleStyles();
  const [editing, setEditing] = useState(false);

  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            className={mergeClasses('more', styles.more)}
            appearance="transparent"
            size="small"
            icon={<MoreHorizontal16Regular />}
            aria-label={text === '' ? 'More about what you sent' : `More about “${text.slice(0, 40)}”`}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {text !== '' && (
              <MenuItem icon={<Edit20Regular />} onClick={() => setEditing(true)}>
                Edit
              </MenuItem>
            )}
            <MenuItem icon={<Delete20Regular />} onClick={() => void onDelete()}>
              Delete
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {editing && <EditMessage text={text} onSave={onEdit} onClose={() => setEditing(false)} />}
    </>
  );
}

/** Puts a sign under somebody else's message. */
export function ReactMenu({ onReact }: { onReact: (type: string) => void }) {
  const styles = useBubbleStyles();
  const own = useStyles();
  const [open, setOpen] = useState(false);
  return (
    <Popover trapFocus open={open} onOpenChange={(_event, data) => setOpen(data.open)} positioning="above-start">
      <PopoverTrigger disableButtonEnhancement>
        <Button
          className={mergeClasses('more', styles.more)}
          appearance="transparent"
          size="small"
          icon={<EmojiAdd16Regular />}
          aria-label="React"
          data-testid="chat-react"
        />
      </PopoverTrigger>
      <PopoverSurface className={own.signs} aria-label="React">
        {SIGNS.map(({ type, sign, word }) => (
          <Button
            key={type}
            className={own.sign}
            appearance="subtle"
            aria-label={word}
            title={word}
            onClick={() => {
              setOpen(false);
              onReact(type);
            }}
          >
            {sign}
          </Button>
        ))}
      </PopoverSurface>
    </Popover>
  );
}
