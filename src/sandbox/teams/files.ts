/** Files people send: pictures on the connector's host, documents behind a link that needs no sign-in, as in Teams. */
import { randomUUID } from 'node:crypto';
import express, { type Response, type Router } from 'express';
import { LRUCache } from 'lru-cache';
import type { SandboxMessage } from '../state/contract';
import { Refused } from '../state/refused';
import type { Tokens } from '../entra/tokens';

const MOST_FILES = 100;
export const LARGEST_FILE = 4_000_000;

export interface UploadedFile {
  name: string;
  contentType: string;
  base64: string;
}

interface StoredFile {
  name: string;
  contentType: string;
  bytes: Buffer;
}

type Attachments = SandboxMessage['attachments'];

export class Files {
  private readonly files = new LRUCache<string, StoredFile>({ max: MOST_FILES });
  /** Mount at `/files`: whoever has the link may read. */
  readonly open: Router = express.Router();
  /** Mount beside the connector: the bot shows its token. */
  readonly guarded: Router = express.Router();

  constructor(
    private readonly baseUrl: string,
    tokens: Tokens,
  ) {
    this.open.get('/:id', (req, res) => this.give(req.params.id, res));
    this.guarded.get('/v3/attachments/:id/views/original', async (req, res) => {
      if ((await tokens.callerOf(req.headers.authorization)) !== null) this.give(req.params.id, res);
      else res.status(401).json({ message: 'Authorization has been denied for this request.' });
    });
  }

  private give(id: string, res: Response): void {
    const file = this.files.get(id);
    if (!file) {
      res.status(404).json({ reason: 'this file is gone; the sandbox keeps the newest only' });
      return;
    }
    res.set({
      'Content-Type': file.contentType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    });
    res.send(file.bytes);
  }

  /** The attachment as the bot gets it, and as the page can show it. */
  add(upload: UploadedFile): { sent: Attachments[number]; shown: Attachments[number] } {
    const bytes = Buffer.from(upload.base64, 'base64');
    if (bytes.length === 0 || bytes.length > LARGEST_FILE) {
      throw new Refused(413, `a file has 1 to ${LARGEST_FILE} bytes; "${upload.name}" has ${bytes.length}`);
    }
    const id = randomUUID();
    const { name, contentType } = upload;
    this.files.set(id, { name, contentType, bytes });
    const link = `${this.baseUrl}/files/${id}`;
    if (contentType.startsWith('image/')) {
      const contentUrl = `${this.baseUrl}/teams/v3/attachments/${id}/views/original`;
      return { sent: { contentType, contentUrl, name }, shown: { contentType, contentUrl: link, name } };
    }
    const fileType = /\.([^.]{1,16})$/.exec(name)?.[1] ?? '';
    const sent = {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      contentUrl: `https://contoso.sharepoint.example/personal/Documents/${encodeURIComponent(name)}`,
      name,
      content: { downloadUrl: link, uniqueId: id, fileType },
    };
    return { sent, shown: { contentType, contentUrl: link, name } };
  }
}
