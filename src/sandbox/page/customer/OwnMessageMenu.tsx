import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  Textarea,
} from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons/svg/delete';
import { Edit20Regular } from '@fluentui/react-icons/svg/edit';
import { MoreHorizontal16Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { useState } from 'react';
import { useBubbleStyles } from './bubble.styles';

interface Props {
  text: string;
  onEdit(text: string): Promise<void>;
  onDelete(): Promise<void>;
}

/** Edit or delete what one has written. */
export function OwnMessageMenu({ text, onEdit, onDelete }: Props) {
  const styles = useBubbleStyles();
  const [editing, setEditing] = useState<string | null>(null);

  async function handleSave() {
    const words = editing?.trim();
    setEditing(null);
    if (words && words !== text) await onEdit(words);
  }

  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            className={mergeClasses('more', styles.more)}
            appearance="transparent"
            size="small"
            icon={<MoreHorizontal16Regular />}
            aria-label={`More about “${text.slice(0, 40)}”`}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<Edit20Regular />} onClick={() => setEditing(text)}>
              Edit
            </MenuItem>
            <MenuItem icon={<Delete20Regular />} onClick={() => void onDelete()}>
              Delete
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Dialog open={editing !== null} onOpenChange={(_event, { open }) => !open && setEditing(null)}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>Edit message</DialogTitle>
            <DialogContent>
              <Textarea
                aria-label="Message"
                style={{ width: '100%' }}
                value={editing ?? ''}
                onChange={(_event, data) => setEditing(data.value)}
              />
            </DialogContent>
            <DialogActions>
              <Button onClick={() => setEditing(null)}>Cancel</Button>
              <Button appearance="primary" onClick={() => void handleSave()}>
                Save
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </>
  );
}
