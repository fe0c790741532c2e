/** What the settings ask of one kind of connection; what they say is in tab/words/settings/connections.ts. */
import type { ReactNode } from 'react';
import type { Connection, ConnectionWithSecret, NewConnection } from '../../../../src/contract/api';
import type { ConnectionDraft } from './connectionDraft';

export interface FieldsProps {
  draft: ConnectionDraft;
  error: unknown;
  /** One that exists keeps its app ID, and its secret while none is given. */
  exists: boolean;
  onChange: (change: Partial<ConnectionDraft>) => void;
}

/** What every connection has. */
export type Named = Pick<NewConnection, 'name' | 'appId' | 'queueId'>;

export interface KindOfBot {
  /** Its app ID is given elsewhere and has to be entered; else one is made from its name. */
  isAppIdGiven: boolean;
  /** A test can also make it hand over. */
  handsOverInTest: boolean;
  /** The desk makes its secret; else a manager pastes it. */
  makesSecret: boolean;
  /** Its own fields, before and after the queue. */
  Fields?: (props: FieldsProps) => ReactNode;
  LastFields?: (props: FieldsProps) => ReactNode;
  /** What its author needs once it is added. */
  Added?: (props: { connection: ConnectionWithSecret }) => ReactNode;
  /** Has keys and files of its own, shown once it is added and whenever one asks. */
  Setup?: (props: { connection: Connection; onClose: () => void }) => ReactNode;
  /** Whether its own fields hold enough to add it; absent: it has none it needs. */
  isComplete?: (draft: ConnectionDraft) => boolean;
  newConnection: (named: Named, draft: ConnectionDraft) => NewConnection;
}
