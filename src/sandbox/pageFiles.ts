/** Serves the built page that shows Teams. */
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { type Router } from 'express';
import { onlyFromHere } from './loopback';

export function pageRouter(dir: string | null): Router {
  const router = express.Router();
  router.get('/', onlyFromHere, (_req, res, next) => {
    if (dir !== null && existsSync(join(dir, 'index.html'))) return next();
    res.status(503).type('text').send('The sandbox page is not built. Run: npm run build\n');
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
