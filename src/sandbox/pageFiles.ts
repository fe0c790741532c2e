/** Serves the built page that shows Teams. */
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { type Router } from 'express';
import { onlyFromHere } from './loopback';

export function pageRouter(dir: string | null): Router {
  const router = express.Router();
  // Links into Teams lead to the page that plays it.
  router.get(['/', '/l/{*place}'], onlyFromHere, (_req, res) => {
    const index = dir === null ? null : join(dir, 'index.html');
    res.set('Cache-Control', 'no-cache');
    if (index !== null && existsSync(index)) return res.sendFile(index);
    return void res.status(503).type('text').send('The sandbox page is not built. Run: npm run build\n');
  });
  if (dir === null) return router;
  router.use(
    express.static(dir, {
      index: 'index.html',
      redirect: false,
      setHeaders(res, path) {
        const hashed = path.includes(`${sep}sandbox-assets${sep}`);
        res.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  return router;
}
