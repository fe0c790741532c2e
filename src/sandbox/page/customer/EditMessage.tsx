import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Textarea,
} from '@fluentui/react-components';
import { useState } from 'react';

const useStyles = makeStyles({ input: { width: '100%' } });

interface Props {
  text: string;
  onSave: (text: string) => Promise<void>;
  onClose: () => void;
}

/** Says it differently. */
export function EditMessage({ text, onSave, onClose }: Props) {
  const styles = useStyles();
  const [words, setWords] = useState(text);

  function handleSave() {
    const changed = words.trim();
    onClose();
    if (changed !== '' && changed !== text) void onSave(changed);
  }

  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Edit message</DialogTitle>
          <DialogContent>
            <Textarea
              className={styles.input}
              aria-label="Message"
              value={words}
              onChange={(_event, data) => setWords(data.value)}
            />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <Button appearance="primary" disabled={words.trim() === ''} onClick={handleSave}>
              Save
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
