/** The key a call brings, and whose it is. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Refusals, callLimit } from '../callLimits';
import { KEY_IN_ADDRESS, ENDED_KEY } from '../../cards/words/manager/agentCalls';
import { AppError } from '../../base/errors';
import { hashOfKey } from '../../connection/keys';
import type { ConnectionHealth } from '../../connection/health';
import { KEY_HEADER, KEY_PREFIX, MCP_KEY_HEADER } from '../../contract/agentCalls';
import { type FoundKey, connectionOfKey, findKey, keyUsed } from '../../store/connectionKeys';
import type { ConnectionRow } from '../../store/connections';
import type { Db } from '../../store/postgres/db';

/** Of one key; a company of a hundred thousand needs a tenth of it. */
const CALLS_PER_MINUTE = 600;
/** Of unknown keys, from one address. */
const REFUSALS_PER_MINUTE = 300;
const KEY = /^hd_[\w-]{43}$/;
const KEY_ANYWHERE = /hd_[\w-]{43}(?![\w-])/g;

export interface KeyedCall {
  connection: ConnectionRow;
  keyId: string;
}

export const callOf = (res: Response): KeyedCall => res.locals as KeyedCall;

/** Whether a call brings a key of the desk's, good or not. */
export const bringsKey = (req: Request): boolean =>
  headerOf(req) !== undefined || bearerOf(req)?.startsWith(KEY_PREFIX) === true;

/** Every route that is for keys comes after these. */
export function byKey(parts: { db: Db; health: ConnectionHealth }): RequestHandler[] {
  const options = { ...parts, refusals: new Refusals(REFUSALS_PER_MINUTE) };
  return [
    (req, res, next) => identify(options, req, res, next),
    callLimit(CALLS_PER_MINUTE, (res) => callOf(res).keyId),
  ];
}

/** Before a byte of the body is read: what strangers send costs nothing. */
async function identify(
  { db, health, refusals }: { db: Db; health: ConnectionHealth; refusals: Refusals },
  req: Request,
  res: Response,
  next: NextFunction,
): Promise<void> {
  const key = keyIn(req);
  const hash = hashOfKey(key);
  const caller = hash.toString('base64');
  refusals.check(req, caller);
  try {
    await refuseInAddress({ db, health }, req);
    const found = KEY.test(key) ? await findKey(db.q, hash, new Date()) : null;
    const connection = found && (await connectionOfKey(db.q, found));
    if (connection && found.ended) health.faulted(connection.id, ENDED_KEY[found.ended]);
    if (!connection || found.ended) throw unknownKey();
    refusals.believe(caller);
    await keyUsed(db.q, found.id, new Date());
    Object.assign(res.locals, { connection, keyId: found.id } satisfies KeyedCall);
  } catch (error) {
    if (error instanceof AppError) refusals.refused(req);
    throw error;
  }
  next();
}

/** An address stands in logs of proxies, and in histories: whatever key is in one is no secret any more. */
async function refuseInAddress({ db, health }: { db: Db; health: ConnectionHealth }, req: Request): Promise<void> {
  const keys = decoded(req.originalUrl).match(KEY_ANYWHERE);
  if (!keys) return;
  const found: (FoundKey | null)[] = await Promise.all(
    keys.slice(0, 3).map(async (key) => findKey(db.q, hashOfKey(key), new Date())),
  );
  for (const key of found) if (key) health.faulted(key.connectionId, KEY_IN_ADDRESS);
  throw new AppError(
    'unauthorized',
    `A key was sent in the address, where logs keep it: it is compromised. Revoke it, make a new one, and send that in the header ${KEY_HEADER}.`,
  );
}

function keyIn(req: Request): string {
  const given = headerOf(req) ?? bearerOf(req) ?? '';
  return given
    .trim()
    .replace(/^(bearer\s+)?["']?/i, '')
    .replace(/["']$/, '');
}

const headerOf = (req: Request): string | undefined => req.get(KEY_HEADER) ?? req.get(MCP_KEY_HEADER);

function bearerOf(req: Request): string | undefined {
  return /^\s*bearer\s+(\S+)\s*$/i.exec(req.headers.authorization ?? '')?.[1];
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** The same whether it never was, was revoked or was replaced: strangers learn nothing from it. */
const unknownKey = () =>
  new AppError(
    'unauthorized',
    `This is no key of the desk’s. Send the connection’s key in the header ${KEY_HEADER}; a manager makes one in the tab under Settings.`,
  );
