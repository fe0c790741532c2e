import { useSyncExternalStore } from 'react';
import type { Outgoing } from '../messages/outgoing';
import { uploadsOf } from './uploads';

/** The files of one draft, with the ways to change them. */
export function useUploads(escalationId: string, kind: Outgoing['kind']) {
  const uploads = uploadsOf(escalationId, kind);
  const files = useSyncExternalStore(uploads.subscribe, uploads.read);
  return { ...uploads, files };
}
