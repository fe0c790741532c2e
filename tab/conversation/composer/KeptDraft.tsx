import { useLayoutEffect, useRef } from 'react';
import { Button } from '@fluentui/react-components';
import { conversationWords } from '../../words/conversation';
import { useComposerStyles } from './Composer.styles';
import { FileChips } from './FileChips';
import type { DraftFile } from './uploads';

interface KeptDraftProps {
  kind: 'reply' | 'note';
  text: string;
  files: DraftFile[];
  onText: (text: string) => void;
  onRemoveFile: (key: string) => void;
  onDiscard: () => void;
}

/**
 * Words, with the files that were to go with them, that can no longer be sent here, such as those of somebody whose chat was taken away while they wrote: in view,
 * to copy. Whoever was in the middle of a word goes on writing in it; no key is lost.
 */
export function KeptDraft({ kind, text, files, onText, onRemoveFile, onDiscard }: KeptDraftProps) {
  const styles = useComposerStyles();
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    // The composer went, and the focus with it.
    if (document.activeElement !== document.body) return;
    area.current?.focus();
    area.current?.setSelectionRange(text.length, text.length);
    // Only when it appears.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const handleCopy = () => {
    area.current?.select();
    // Where Teams forbids its frames the clipboard, the old way still works, or Ctrl+C by hand.
    navigator.clipboard.writeText(text).catch(() => document.execCommand('copy'));
  };
  const words = conversationWords.kept[kind];
  return (
    <div className={styles.dock} data-testid="kept-draft" data-kind={kind}>
      <div className={styles.box}>
        <div className={styles.keptTop}>{words}</div>
        <textarea
          ref={area}
          className={styles.words}
          rows={3}
          dir="auto"
          value={text}
          onChange={(event) => onText(event.target.value)}
          aria-label={words}
          data-testid="kept-text"
        />
        <FileChips files={files} onRemove={onRemoveFile} />
        <div className={styles.foot}>
          <span className={styles.hint} />
          <Button size="small" onClick={handleCopy} data-testid="kept-copy">
            {conversationWords.kept.copy}
          </Button>
          <Button size="small" appearance="subtle" onClick={onDiscard} data-testid="kept-discard">
            {conversationWords.kept.discard}
          </Button>
        </div>
      </div>
    </div>
  );
}
