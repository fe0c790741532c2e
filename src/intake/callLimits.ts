/** What every call to a way in gets: safe headers, and limits of how many there may be. */
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { LRUCache } from 'lru-cache';
import { AppError } from '../base/errors';

const safe = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  strictTransportSecurity: false,
});
export const safeHeaders: RequestHandler = (req, res, next) => {
  res.setHeader('cache-control', 'no-store');
  safe(req, res, next);
};

/** Of callers who are not believed, from one address; who is never meets it. */
export function refusalLimit(perMinute: number, inWhoseName: (req: Request) => string = () => ''): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: false,
    legacyHeaders: false,
    requestWasSuccessful: (_req, res) => res.statusCode !== 401,
    skipSuccessfulRequests: true,
    keyGenerator: (req) => `${ipKeyGenerator(req.ip ?? '')} ${inWhoseName(req)}`,
    handler: (_req, _res, next) => next(tooMany()),
  });
}

/** Of one caller who is believed. */
export function callLimit(perMinute: number, who: (res: Response) => string): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (_req, res) => who(res),
    handler: (_req, _res, next) => next(tooMany()),
  });
}

/**
 * Counts refusals by address. Others may share the address of whoever tries keys, as all agents of a region do: who was
 * believed before is let through, and only the rest waits.
 */
export class Refusals {
  private readonly byAddress = new LRUCache<string, { count: number }>({ max: MOST_KEPT, ttl: 60_000 });
  private readonly believed = new LRUCache<string, true>({ max: MOST_KEPT });

  constructor(private readonly perMinute: number) {}

  /** Throws when there were too many from there, unless this caller was believed before. */
  check(req: Request, caller: string): void {
    const { count } = this.byAddress.get(ipKeyGenerator(req.ip ?? '')) ?? { count: 0 };
    if (count >= this.perMinute && !this.believed.has(caller)) throw tooMany();
  }

  believe(caller: string): void {
    this.believed.set(caller, true);
  }

  refused(req: Request): void {
    const address = ipKeyGenerator(req.ip ?? '');
    const known = this.byAddress.get(address);
    if (known) known.count += 1;
    else this.byAddress.set(address, { count: 1 });
  }
}

const MOST_KEPT = 10_000;

const tooMany = () => new AppError('too_many_requests', 'That is more than the desk takes in a minute. Wait a little.');
