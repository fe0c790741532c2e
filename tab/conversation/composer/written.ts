/** What is being written, as it would be sent, or why it cannot be. The composer and "send first" both ask here. Pure. */
import type { Message, Person } from '../../../src/contract/api';
import { composerWords } from '../../words/composer';
import { conversationWords } from '../../words/conversation';
import type { Written } from '../messages/sending';
import type { Draft } from './drafts';
import { isFormatted } from './formatting';
import { unfilled } from './placeholders';
import { type DraftFile, toSend } from './uploads';

/** As the server counts; see LIMITS in the contract. */
export const MAX_CHARACTERS = 8_000;

export type Obstacle =
  | { why: 'notAllowed' | 'uploading' | 'fileFailed' }
  | { why: 'tooLong'; by: number }
  /** A placeholder that is still to be filled in, and where it stands. */
  | { why: 'gap'; name: string; start: number; end: number };

interface Writing {
  kind: Draft['mode'];
  draft: Draft;
  files: readonly DraftFile[];
  /** The customer's message being answered. */
  quoting: Message | null;
  /** Whom a note may be for alone. */
  whisperTo: Person | null;
  can: { reply: boolean; note: boolean };
}

export interface Writable {
  written: Written;
  files: readonly DraftFile[];
  /** Neither words nor files. */
  isNothing: boolean;
  obstacle: Obstacle | null;
}

export function writtenOf(writing: Writing): Writable {
  const { kind, draft, files, quoting, whisperTo } = writing;
  const text = draft[kind].trim();
  const isNote = kind === 'note';
  const whisper = isNote && draft.whisper ? whisperTo : null;
  // A whisper is for one pair of eyes, whomever it names.
  const mentions = isNote && !whisper ? draft.mentions.filter(({ name }) => text.includes(`@${name}`)) : [];
  const ready = files.flatMap(toSend);
  return {
    written: {
      kind,
      text,
      whisperTo: whisper,
      ...(isFormatted(text) && { format: 'markdown' as const }),
      ...(ready.length > 0 && { files: ready }),
      ...(mentions.length > 0 && { mentions }),
      ...(!isNote && quoting && { quoting }),
    },
    files,
    isNothing: text === '' && files.length === 0,
    obstacle: obstacleOf(writing, text),
  };
}

function obstacleOf({ kind, draft, files, can }: Writing, text: string): Obstacle | null {
  if (!can[kind]) return { why: 'notAllowed' };
  if (text.length > MAX_CHARACTERS) return { why: 'tooLong', by: text.length - MAX_CHARACTERS };
  if (files.some(({ state }) => state === 'failed')) return { why: 'fileFailed' };
  if (files.some(({ state }) => state === 'sending')) return { why: 'uploading' };
  const gap = kind === 'reply' ? unfilled(draft.reply, draft.fields) : null;
  return gap && { why: 'gap', ...gap };
}

export function obstacleWords(obstacle: Obstacle): string {
  switch (obstacle.why) {
    case 'notAllowed':
      return composerWords.obstacles.notAllowed;
    case 'uploading':
      return composerWords.uploading;
    case 'fileFailed':
      return composerWords.obstacles.fileFailed;
    case 'tooLong':
      return conversationWords.tooManyCharacters({ count: obstacle.by });
    case 'gap':
      return composerWords.canned.fillIn({ name: obstacle.name });
  }
}
