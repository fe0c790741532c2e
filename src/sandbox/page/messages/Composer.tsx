import { Button, Textarea, Tooltip } from '@fluentui/react-components';
import { Send20Filled } from '@fluentui/react-icons/svg/send';
import { type ReactNode, type Ref, useState } from 'react';
import { useComposerStyles } from './composer.styles';

interface Props {
  label: string;
  placeholder: string;
  inputTestId: string;
  sendTestId: string;
  inputRef?: Ref<HTMLTextAreaElement>;
  /** Beside the words: a switch, a hint. */
  extra?: ReactNode;
  /** Above the words: what goes along with them. */
  above?: ReactNode;
  /** Before the words: ways to add something. */
  tools?: ReactNode;
  /** Something goes along, so that no words are needed. */
  full?: boolean;
  /** Where files are taken, also pasted and dropped ones. */
  onFiles?: (files: File[]) => void;
  onSend: (text: string) => void;
}

/** Where one writes: Enter sends, Shift+Enter breaks the line. */
export function Composer(props: Props) {
  const { label, placeholder, inputTestId, sendTestId, inputRef, extra, above, tools, full = false } = props;
  const { onFiles, onSend } = props;
  const styles = useComposerStyles();
  const [text, setText] = useState('');
  const isReady = full || text.trim() !== '';

  function handleSend() {
    if (!isReady) return;
    setText('');
    onSend(text.trim());
  }
  /** True when there were files, which are then taken. */
  function takes(data: DataTransfer): boolean {
    const files = [...data.files];
    if (!onFiles || files.length === 0) return false;
    onFiles(files);
    return true;
  }

  return (
    <form
      className={styles.box}
      onSubmit={(event) => {
        event.preventDefault();
        handleSend();
      }}
      onDragOver={(event) => onFiles && event.dataTransfer.types.includes('Files') && event.preventDefault()}
      onDrop={(event) => takes(event.dataTransfer) && event.preventDefault()}
    >
      {above}
      <div className={styles.row}>
        <Textarea
          className={styles.input}
          ref={inputRef}
          data-testid={inputTestId}
          aria-label={label}
          placeholder={placeholder}
          rows={1}
          resize="none"
          textarea={{ dir: 'auto' }}
          value={text}
          onChange={(_event, data) => setText(data.value)}
          onPaste={(event) => takes(event.clipboardData) && event.preventDefault()}
          onKeyDown={(event) => {
            // While an input method composes a word, Enter belongs to it.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            handleSend();
          }}
        />
        {tools}
        <Tooltip content="Send" relationship="label">
          <Button
            type="submit"
            appearance="subtle"
            className={isReady ? styles.ready : undefined}
            icon={<Send20Filled />}
            disabled={!isReady}
            data-testid={sendTestId}
          />
        </Tooltip>
      </div>
      {extra && <div className={styles.extra}>{extra}</div>}
    </form>
  );
}
