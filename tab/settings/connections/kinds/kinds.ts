/** Every kind of connection, in the order one is asked to choose. */
import type { ConnectionKind, NewConnection } from '../../../../src/contract/api';
import { appIdOf, type ConnectionDraft } from './connectionDraft';
import { botFramework } from './botFramework';
import { copilotStudio } from './copilotStudio';
import { copilotStudioTeams } from './copilotStudioTeams';
import type { KindOfBot } from './kindOfBot';
import { rest } from './rest';

export const KINDS: Readonly<Record<ConnectionKind, KindOfBot>> = {
  copilotStudio,
  copilotStudioTeams,
  botFramework,
  rest,
};

export function isComplete(draft: ConnectionDraft): boolean {
  const { isComplete: isOwnComplete, isAppIdGiven } = KINDS[draft.kind];
  return (
    Boolean(draft.name.trim() && (isAppIdGiven ? draft.appId.trim() : appIdOf(draft))) &&
    (isOwnComplete?.(draft) ?? true)
  );
}

export function newConnectionOf(draft: ConnectionDraft): NewConnection {
  const named = {
    name: draft.name.trim(),
    appId: KINDS[draft.kind].isAppIdGiven ? draft.appId.trim() : appIdOf(draft),
    queueId: draft.queueId || null,
  };
  return KINDS[draft.kind].newConnection(named, draft);
}
