import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, mergeClasses } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons/svg/delete';
import { Edit20Regular } from '@fluentui/react-icons/svg/edit';
import { MoreHorizontal16Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { useState } from 'react';
import { useBubbleStyles } from './bubble.styles';
import { EditMessage } from './EditMessage';

interface Props {
  text: string;
  onEdit: (text: string) => Promise<void>;
  onDelete: () => Promise<void>;
}

/** Edit or delete what one has written. */
export function OwnMessageMenu({ text, onEdit, onDelete }: Props) {
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
            aria-label={`More about “${text.slice(0, 40)}”`}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<Edit20Regular />} onClick={() => setEditing(true)}>
              Edit
            </MenuItem>
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
