/** Compression: answers in JSON as they are sent, the tab's scripts by the build. Never the stream, and never a file of anybody's. */
import { extname } from 'node:path';
import { constants } from 'node:zlib';
import compression from 'compression';
import express, { type RequestHandler } from 'express';

/** Smaller ones fit in the first few packets anyway, and compressing costs more than it saves. */
const THRESHOLD = 8 * 1024;
/** As small as gzip makes them, and no slower; the usual window of 4 MB is for files. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_LGWIN]: 17 } };

export function compressedJson(): RequestHandler {
  return compression({
    threshold: THRESHOLD,
    brotli: BROTLI,
    filter: (_req, res) =>
      /^application\/json\b/.test(String(res.getHeader('content-type'))) && !res.hasHeader('content-disposition'),
  });
}

/** The best first; what the build writes beside a file, under its name and this ending. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
];

/** Files that never change, each in the smallest form whoever asks can read. Each form has an ETag and ranges of its own. */
export function builtFiles(dir: string): RequestHandler {
  const files = express.static(dir, {
    immutable: true,
    maxAge: '365d',
    index: false,
    redirect: false,
    setHeaders(res, path) {
      res.vary('accept-encoding');
      const encoding = ENCODINGS.find(({ ending }) => path.endsWith(ending));
      if (!encoding) return;
      res.type(extname(path.slice(0, -encoding.ending.length)));
      res.set('content-encoding', encoding.name);
    },
  });
  return (req, res, next) => {
    const { url } = req;
    const accepted = ENCODINGS.filter(({ name }) => req.acceptsEncodings(name) === name);
    const tryNext = (error?: unknown): void => {
      const encoding = error === undefined ? accepted.shift() : undefined;
      req.url = encoding ? url.replace(/(?=\?|$)/, encoding.ending) : url;
      files(req, res, encoding ? tryNext : next);
    };
    tryNext();
  };
}
