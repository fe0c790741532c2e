/** `GET /files/{signed}`: a file for a customer's bot or chat. The signed link is the permission; it is for one file and an hour. */
import { setTimeout as wait } from 'node:timers/promises';
import express, { type Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { answerProblems } from '../base/answerProblems';
import { AppError } from '../base/errors';
import { fileHeaders } from '../base/fileHeaders';
import type { Log } from '../base/log';
import type { Files } from '../delivery/files';
import { deliverableFile, type DeliverableFile } from '../store/files';
import type { Db } from '../store/postgres/db';
import { closing, sendStream } from './sendStream';

const PER_MINUTE = 300;
/** For a file that is just being fetched. */
const PATIENCE_MS = 8_000;
const LOOK_EVERY_MS = 200;

export function createFileLinks({ db, files, log }: { db: Db; files: Files; log: Log }): Router {
  const router = express.Router();
  router.use(
    rateLimit({
      windowMs: 60_000,
      limit: PER_MINUTE,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      handler: (_req, _res, next) => next(new AppError('too_many_requests', 'Wait a little.')),
    }),
  );
  router.get('/:signed{/:name}', async (req, res) => {
    const file = await present(files.links.read(req.params.signed));
    const headers = fileHeaders({ ...file, inline: false });
    if (req.method === 'HEAD') res.set(headers).end();
    else await sendStream(res, { status: 200, stream: { headers, bytes: files.store.get(file.id) } }, closing(res));
  });
  router.use(() => {
    throw gone();
  });
  router.use(answerProblems(log, { scheme: '', failure: 'files.download_failed' }));
  return router;

  async function present(id: string | null): Promise<DeliverableFile> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const file = id === null ? null : await deliverableFile(db.q, id);
      if (!file || file.state === 'unavailable') throw gone();
      if (file.state === 'ready') return file;
      if (Date.now() > until) throw new AppError('unavailable', 'The file is still on its way.');
      await wait(LOOK_EVERY_MS);
    }
  }
}

const gone = () => new AppError('not_found', 'This link leads nowhere, or has ended.');
