/** Every kind of connection, in the order one is asked to choose. */
import type { ConnectionKind, NewConnection } from '../../../../src/contract/api';
import type { ConnectionDraft } from './connectionDraft';
import { botFramework } from './botFramework';
import { copilotStudio } from './copilotStudio';
import type { KindOfBot } from './kindOfBot';
import { rest } from './rest';

export const KINDS: Readonly<Record<ConnectionKind, KindOfBot>> = { copilotStudio, botFramework, rest };

export function isComplete(draft: ConnectionDraft): boolean {
  const { isComplete: isOwnComplete } = KINDS[draft.kind];
  return Boolean(draft.name.trim() && draft.appId.trim()) && (isOwnComplete?.(draft) ?? true);
}

export function newConnectionOf(draft: ConnectionDraft): NewConnection {
  const named = { name: draft.name.trim(), appId: draft.appId.trim(), queueId: draft.queueId || null };
  return KINDS[draft.kind].newConnection(named, draft);
}
