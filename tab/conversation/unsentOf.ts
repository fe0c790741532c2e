import type { Draft } from './composer/useDraft';
import type { Outgoing } from './messages/outgoing';
import type { Sending, Written } from './messages/sending';
import type { Unsent } from './UnsentDialog';

interface Here {
  draft: Draft;
  outgoing: Outgoing[];
  sending: Sending;
  write: (written: Written) => void;
  takeBack: (item: Outgoing) => void;
  setTextOf: (kind: Draft['mode'], text: string) => void;
}

const KINDS = ['reply', 'note'] as const;

/** What was written in a chat and has not been sent, with what can become of it; null: nothing. */
export function unsentOf({ draft, outgoing, sending, write, takeBack, setTextOf }: Here): Unsent | null {
  const [reply, note] = [draft.reply.trim(), draft.note.trim()];
  if (reply === '' && note === '' && outgoing.length === 0) return null;
  const clear = () => KINDS.forEach((kind) => setTextOf(kind, ''));
  return {
    reply,
    note,
    outgoing,
    onSend: () => {
      for (const { state, clientMessageId } of outgoing) if (state === 'failed') sending.retry(clientMessageId);
      for (const kind of KINDS) if (draft[kind].trim() !== '') write({ kind, text: draft[kind].trim() });
      clear();
    },
    // The newest first: each is put before what is there.
    onKeep: () => [...outgoing].reverse().forEach(takeBack),
    onDiscard: () => {
      for (const { clientMessageId } of outgoing) sending.discard(clientMessageId);
      clear();
    },
  };
}
