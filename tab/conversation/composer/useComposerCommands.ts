import { commandOf, perform, useCommands } from '../../keyboard/commands';
import type { Draft } from './drafts';

interface ComposerState {
  /** The chat the words are for. */
  id: string;
  can: { reply: boolean; note: boolean };
  mode: Draft['mode'];
  /** Nothing is written, and nothing attached. */
  isEmpty: boolean;
  onChoose: (mode: Draft['mode']) => void;
  /** Begins to look for a canned reply. */
  onCanned: () => void;
  /** Answers whether the words are on their way. */
  onSend: () => boolean;
}

/** What keys and the palette do with the words; `id` is theirs whatever is opened next. */
export function useComposerCommands(composer: ComposerState): void {
  const { id, can, isEmpty, onChoose, onCanned, onSend } = composer;
  /** Words that cannot be sent stay, and so does whoever wrote them. */
  const isDone = (): boolean => onSend() || isEmpty;
  useCommands(
    {
      reply: can.reply && (() => onChoose('reply')),
      note: can.note && (() => onChoose('note')),
      cannedReplies:
        can.reply &&
        composer.mode === 'reply' &&
        (() => {
          onChoose('reply');
          onCanned();
        }),
      sendAndNext: () => {
        if (isDone()) perform('nextUnanswered');
      },
      sendAndResolve:
        can.reply &&
        (() => {
          const resolve = commandOf('resolve');
          if (resolve?.of === id && isDone()) resolve.run();
        }),
    },
    id,
  );
}
