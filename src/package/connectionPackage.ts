/** The Teams app of a bot that a connection brings: a chat with customers, and nothing of the agents' tab. */
import { v5 as uuidOf } from 'uuid';
import { clean, clip } from '../cards/text/escape';
import { checkPackage, type Complaint, readFiles, type Values, zip } from './teamsPackage';

/** Namespace of the packages' app IDs (UUID v5); never changes, or all of them become other apps. */
const NAMESPACE = '5c0f3a1e-9d6b-4e27-a8c4-5b7f12d08e63';
/** The manifest's limits, in UTF-16 units. */
const SHORT_NAME = 30;
const FULL_NAME = 100;

export type Packed = { ok: true; name: string; bytes: Uint8Array } | { ok: false; complaints: Complaint[] };

/** @param o.name the connection's, as customers shall see it */
export async function packConnection(options: { botAppId: string; name: string; publicUrl: string }): Promise<Packed> {
  const files = readFiles(valuesOf(options), 'connection.json');
  const complaints = await checkPackage(files, { forStore: false });
  if (complaints.length > 0) return { ok: false, complaints };
  return { ok: true, name: fileNameOf(options.name), bytes: zip(files) };
}

function valuesOf({ botAppId, name, publicUrl }: { botAppId: string; name: string; publicUrl: string }): Values {
  // What looks like a placeholder would be taken for one that was forgotten.
  const plain = clean(name).replaceAll('${{', '').replace(/\s+/g, ' ') || 'Assistant';
  return {
    CONNECTION_APP_ID: teamsAppIdOf(botAppId),
    CONNECTION_BOT_ID: botAppId,
    SHORT_NAME: clip(plain, SHORT_NAME),
    FULL_NAME: clip(plain, FULL_NAME),
    PUBLIC_URL: publicUrl,
  };
}

/** The same bot is the same app in Teams, whenever and wherever it is packed. */
export function teamsAppIdOf(botAppId: string): string {
  return uuidOf(botAppId.toLowerCase(), NAMESPACE);
}

/** Letters, digits and dashes, whatever the connection is called. */
function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain || 'bot'}.zip`;
}
