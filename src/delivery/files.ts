/** What edges need of files: where the bytes are, how agents bring them, how others get them. */
import { Uploads } from '../arrival/uploads';
import type { Config } from '../config/config';
import { type FileStore, PostgresFileStore } from '../store/fileStore';
import type { Db } from '../store/postgres/db';
import { FetchSender } from './fetchSender';
import { FileLinks } from './fileLinks';
import type { Sender } from './sender';
import { UploadSender } from './uploadSender';

export interface Files {
  store: FileStore;
  uploads: Uploads;
  links: FileLinks;
}

export function createFiles(db: Db, config: Pick<Config, 'secretsKey' | 'publicUrl'>): Files {
  const store = new PostgresFileStore(db);
  return { store, uploads: new Uploads(db, store), links: new FileLinks(config) };
}

/** What moves files in and out; see the options of `FetchSender`. */
export function fileSenders(options: {
  db: Db;
  files: Files;
  allowLoopback: boolean;
  botToken(botAppId: string): Promise<string>;
}): Sender[] {
  const shared = { ...options, store: options.files.store };
  return [new FetchSender(shared), new UploadSender(shared)] as Sender[];
}
