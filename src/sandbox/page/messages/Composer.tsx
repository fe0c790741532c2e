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
  onSend: (text: string) => void;
}

/** Where one writes: Enter sends, Shift+Enter breaks the line. */
export function Composer({ label, placeholder, inputTestId, sendTestId, inputRef, extra, onSend }: Props) {
  const styles = useComposerStyles();
  const [text, setText] = useState('');

  function handleSend() {
    const words = text.trim();
    if (words === '') return;
    setText('');
    onSend(words);
  }

  return (
    <form
      className={styles.box}
      onSubmit={(event) => {
        event.preventDefault();
        handleSend();
      }}
    >
      <div className={styles.row}>
        <Textarea
          className={styles.input}
          ref={inputRef}
          data-testid={inputTestId}
          aria-label={label}
          placeholder={placeholder}
          rows={1}
          resize="none"
          value={text}
          onChange={(_event, data) => setText(data.value)}
          onKeyDown={(event) => {
            // While an input method composes a word, Enter belongs to it.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            handleSend();
          }}
        />
        <Tooltip content="Send" relationship="label">
          <Button
            type="submit"
            appearance="subtle"
            className={text.trim() === '' ? undefined : styles.ready}
            icon={<Send20Filled />}
            disabled={text.trim() === ''}
            data-testid={sendTestId}
          />
        </Tooltip>
      </div>
      {extra && <div className={styles.extra}>{extra}</div>}
    </form>
  );
}
