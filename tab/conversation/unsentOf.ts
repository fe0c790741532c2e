import type { Draft } from './composer/drafts';
import type { DraftFile } from './composer/uploads';
import { clearWriting } from './composer/writing';
import { obstacleWords, writtenOf } from './composer/written';
import type { Escalation, Message, Person } from '../../src/contract/api';
import type { Outgoing } from './messages/outgoing';
import type { Sending, Written } from './messages/sending';
import type { Unsent } from './UnsentDialog';

interface Here {
  escalation: Pick<Escalation, 'id' | 'can'>;
  draft: Draft;
  files: Record<Draft['mode'], readonly DraftFile[]>;
  quoting: Message | null;
  whisperTo: Person | null;
  outgoing: Outgoing[];
  sending: Sending;
  sendOff: (written: Written) => void;
  takeBack: (item: Outgoing) => void;
}

const KINDS = ['reply', 'note'] as const;

/** What was written in a chat and has not been sent, with what can become of it; null: nothing. */
export function unsentOf({ escalation, files, outgoing, sending, sendOff, takeBack, ...here }: Here): Unsent | null {
  const { id, can } = escalation;
  const written = KINDS.map((kind) => writtenOf({ ...here, kind, files: files[kind], can })).filter(
    ({ isNothing }) => !isNothing,
  );
  if (written.length === 0 && outgoing.length === 0) return null;
  const obstacle = written.find((one) => one.obstacle !== null)?.obstacle ?? null;
  return {
    written: written.map(({ written: { kind, text }, files }) => ({ kind, text, files })),
    outgoing,
    obstacle: obstacle && obstacleWords(obstacle),
    onSend: () => {
      for (const { state, clientMessageId } of outgoing) if (state === 'failed') sending.retry(clientMessageId);
      for (const one of written) sendOff(one.written);
    },
    // The newest first: each is put before what is there.
    onKeep: () => [...outgoing].reverse().forEach(takeBack),
    onDiscard: () => {
      for (const { clientMessageId } of outgoing) sending.discard(clientMessageId);
      for (const kind of KINDS) clearWriting(id, kind);
    },
  };
}
