/** What is being written in a chat as one thing: its words, what it answers, and its files. */
import type { Outgoing } from '../messages/outgoing';
import { type Draft, draftsOf } from './drafts';
import { uploadsOf } from './uploads';

const MOST_MENTIONS = 20;

/** Words and files of one kind are gone: they are on their way, or nobody wants them. */
export function clearWriting(escalationId: string, kind: Draft['mode']): void {
  draftsOf(escalationId).clear(kind);
  uploadsOf(escalationId, kind).clear();
}

/** Puts back what was not sent after all, before what is there. */
export function putBack(escalationId: string, item: Outgoing): void {
  const { kind, text, whisperTo, mentions = [], quoting, files } = item;
  const drafts = draftsOf(escalationId);
  if (quoting) drafts.quote(quoting);
  drafts.change((now) => ({
    mode: kind,
    whisper: kind === 'note' ? whisperTo !== null : now.whisper,
    mentions: [...now.mentions, ...mentions].slice(0, MOST_MENTIONS),
    [kind]: now[kind] && text ? `${text}\n${now[kind]}` : text || now[kind],
  }));
  if (files) uploadsOf(escalationId, kind).put(files);
}
