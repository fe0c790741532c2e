/** Keeps the sandbox to this machine: it signs anybody in as anybody. */
import type { NextFunction, Request, Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../base/settings';

/** Also refuses other names for this machine, which a web page elsewhere could have made up. */
export function isFromHere(req: IncomingMessage): boolean {
  const from = (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const host = req.headers.host ?? '';
  return isLoopback(from) && URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname);
}

export function onlyFromHere(req: Request, res: Response, next: NextFunction): void {
  if (isFromHere(req)) next();
  else res.status(403).json({ reason: 'the sandbox answers this machine only; open it as http://127.0.0.1' });
}
