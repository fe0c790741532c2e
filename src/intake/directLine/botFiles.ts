/** A customer's files on their way to a bot: uploaded with the words where Direct Line takes them, else as links. */
import { setTimeout as wait } from 'node:timers/promises';
import { whole } from '../../arrival/takeFile';
import type { Files } from '../../delivery/files';
import type { Message } from '../../domain/message';
import { type DeliverableFile, deliverableFiles } from '../../store/files';
import type { Db } from '../../store/postgres/db';

/** What Direct Line takes with one message. */
const MOST_BYTES = 4 * 1_048_576;
/** A file comes soon after its message; the words do not wait for one that takes longer. */
const PATIENCE_MS = 1_500;
const LOOK_EVERY_MS = 100;

export interface BotFiles {
  /** Together small enough to go along. */
  uploads: { name: string; contentType: string; bytes: Buffer }[];
  links: { name: string; contentType: string; contentUrl: string }[];
  /** Names of what the desk did not get. */
  lost: string[];
}

export async function filesForBot({ db, files }: { db: Db; files: Files }, message: Message): Promise<BotFiles> {
  const none: BotFiles = { uploads: [], links: [], lost: [] };
  if (!message.attachments.some(({ fileId }) => fileId)) return none;
  const all = await settled(db, message.id);
  const here = all.filter(({ state }) => state !== 'unavailable');
  const links = here.map((file) => ({
    name: file.name,
    contentType: file.contentType,
    contentUrl: files.links.to(file),
  }));
  const lost = all.filter(({ state }) => state === 'unavailable').map(({ name }) => name);
  const bytes = here.reduce((sum, { size }) => sum + (size ?? Infinity), 0);
  if (bytes > MOST_BYTES) return { uploads: [], links, lost };
  const uploads = await Promise.all(
    here.map(async ({ id, name, contentType }) => ({ name, contentType, bytes: await whole(files.store.get(id)) })),
  );
  return { uploads, links, lost };
}

async function settled(db: Db, messageId: string): Promise<DeliverableFile[]> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const all = await deliverableFiles(db.q, messageId);
    if (all.every(({ state }) => state !== 'fetching') || Date.now() > until) return all;
    await wait(LOOK_EVERY_MS, undefined, { ref: false });
  }
}
