/** Files people send and get: pictures on the connector's host, documents behind a link that needs no sign-in, as in Teams. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import type { FileTrouble, SandboxMessage } from '../state/contract';
import { Refused } from '../state/refused';
import type { Tokens } from '../entra/tokens';

const MOST_FILES = 100;
/** A little more than the desk takes, so that it can be seen to refuse. */
export const LARGEST_FILE = 22_000_000;
const SLOW_MS = 60_000;

export interface UploadedFile {
  name: string;
  contentType: string;
  base64: string;
  /** What is wrong with the place it is kept in. */
  trouble?: FileTrouble | undefined;
}

interface StoredFile {
  name: string;
  contentType: string;
  bytes: Buffer;
  trouble?: FileTrouble | undefined;
}

/** Who asked for a file, and how they proved who they are. */
export interface FileRequest {
  id: string;
  authorization: string | null;
}

type Attachments = SandboxMessage['attachments'];

export class Files {
  private readonly files = new Map<string, StoredFile>();
  /** Where a bot may put a file somebody has accepted, by a secret; good once. */
  private readonly awaited = new Map<string, { id: string; name: string }>();
  /** What was asked for, newest last. */
  readonly requests: FileRequest[] = [];
  /** Mount at `/files`: whoever has the link may read. */
  readonly open: Router = express.Router();
  /** Mount beside the connector: the bot shows its token. */
  readonly guarded: Router = express.Router();

  constructor(
    private readonly baseUrl: string,
    tokens: Tokens,
  ) {
    this.open.get('/:id', (req, res) => this.give(req, req.params.id, res));
    this.open.put('/upload/:secret', express.raw({ type: () => true, limit: LARGEST_FILE }), (req, res) =>
      this.take(req, req.params.secret, res),
    );
    this.guarded.get('/v3/attachments/:id/views/original', async (req, res) => {
      if ((await tokens.callerOf(req.headers.authorization)) !== null) await this.give(req, req.params.id, res);
      else res.status(401).json({ message: 'Authorization has been denied for this request.' });
    });
  }

  private async give(req: Request, id: string, res: Response): Promise<void> {
    this.requests.push({ id, authorization: req.headers.authorization ?? null });
    if (this.requests.length > MOST_FILES) this.requests.shift();
    const file = this.files.get(id);
    if (!file || file.trouble === 'gone') {
      res.status(404).json({ reason: 'this file is gone; the sandbox keeps the newest only' });
      return;
    }
    if (file.trouble === 'expired') return void res.status(403).send('The link has expired.');
    if (file.trouble === 'login') return void res.type('html').send('<!doctype html><title>Sign in</title>');
    if (file.trouble === 'broken') return void req.socket.destroy();
    if (file.trouble === 'slow' || file.trouble === 'hangsOnce') {
      if (file.trouble === 'hangsOnce') file.trouble = undefined;
      await wait(SLOW_MS, undefined, { ref: false });
    }
    res.set({
      'Content-Type': file.contentType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    });
    res.send(file.bytes);
  }

  private take(req: Request, secret: string, res: Response): void {
    const awaited = this.awaited.get(secret);
    const bytes: unknown = req.body;
    const range = /^bytes 0-(\d+)\/(\d+)$/.exec(req.headers['content-range'] ?? '');
    if (!awaited) return void res.status(404).json({ error: { code: 'itemNotFound' } });
    if (!Buffer.isBuffer(bytes) || Number(range?.[2]) !== bytes.length || Number(range?.[1]) !== bytes.length - 1) {
      return void res.status(416).json({ error: { code: 'invalidRange' } });
    }
    this.awaited.delete(secret);
    this.keep(awaited.id, { name: awaited.name, contentType: 'application/octet-stream', bytes });
    res.status(201).json({ id: awaited.id, name: awaited.name, size: bytes.length });
  }

  private keep(id: string, file: StoredFile): void {
    this.files.set(id, file);
    const [oldest] = this.files.keys();
    if (this.files.size > MOST_FILES && oldest !== undefined) this.files.delete(oldest);
  }

  /** Somebody has accepted a file: where the bot is to put it. */
  await(name: string): Record<string, unknown> {
    const id = randomUUID();
    const secret = randomUUID();
    this.awaited.set(secret, { id, name });
    return {
      uploadUrl: `${this.baseUrl}/files/upload/${secret}`,
      contentUrl: `${this.baseUrl}/files/${id}`,
      name,
      uniqueId: id,
      fileType: endingOf(name),
    };
  }

  /** A message's pictures, which may come within it, as links the page can show. */
  withoutInline(activity: unknown): unknown {
    const { attachments } = (activity ?? {}) as { attachments?: unknown };
    if (!Array.isArray(attachments)) return activity;
    const kept = attachments.map((one: Attachments[number]) => {
      const data = /^data:(image\/[\w.+-]+);base64,(.+)$/.exec(one.contentUrl ?? '');
      if (!data) return one;
      const id = randomUUID();
      const [, contentType = '', base64 = ''] = data;
      this.keep(id, { name: one.name ?? 'picture', contentType, bytes: Buffer.from(base64, 'base64') });
      return { ...one, contentUrl: `${this.baseUrl}/files/${id}` };
    });
    return { ...(activity as object), attachments: kept };
  }

  bytesOf(id: string): Buffer | null {
    return this.files.get(id)?.bytes ?? null;
  }

  /** The attachment as the bot gets it, and as the page can show it. */
  add(upload: UploadedFile): { sent: Attachments[number]; shown: Attachments[number] } {
    const bytes = Buffer.from(upload.base64, 'base64');
    if (bytes.length === 0 || bytes.length > LARGEST_FILE) {
      throw new Refused(413, `a file has 1 to ${LARGEST_FILE} bytes; "${upload.name}" has ${bytes.length}`);
    }
    const id = randomUUID();
    const { name, contentType, trouble } = upload;
    this.keep(id, { name, contentType, bytes, trouble });
    const link = `${this.baseUrl}/files/${id}`;
    if (contentType.startsWith('image/')) {
      const contentUrl = `${this.baseUrl}/teams/v3/attachments/${id}/views/original`;
      return { sent: { contentType, contentUrl, name }, shown: { contentType, contentUrl: link, name } };
    }
    const sent = {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      contentUrl: `https://contoso.sharepoint.example/personal/Documents/${encodeURIComponent(name)}`,
      name,
      content: { downloadUrl: link, uniqueId: id, fileType: endingOf(name) },
    };
    return { sent, shown: { contentType, contentUrl: link, name } };
  }
}

export const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';

const endingOf = (name: string): string => /\.([^.]{1,16})$/.exec(name)?.[1] ?? '';
