/** How calls between a REST bot and the desk prove where they come from, in both directions. Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export const CONNECTION_HEADER = 'handoff-connection';
export const SIGNATURE_HEADER = 'handoff-signature';

/** How far a signature's time may be from ours; longer than any retry inside one HTTP client. */
const TOLERANCE_SECONDS = 300;

/** What a signature is for: a signature of one call is worth nothing for another. */
export interface SignedCall {
  method: string;
  /** With its query, as it stands in the request line. */
  path: string;
  body: Buffer;
}

export interface Signature {
  /** As written: it is part of what was signed. */
  time: string;
  signatures: Buffer[];
}

/** `t=1764070000.123,v1=…`: a v1 for each secret, so that either one verifies while secrets are rotated. */
export function sign(call: SignedCall, secrets: readonly string[], now: Date): string {
  const time = (now.getTime() / 1_000).toFixed(3);
  return [`t=${time}`, ...secrets.map((secret) => `v1=${hmac(secret, time, call).toString('hex')}`)].join(',');
}

/** More than a rotation ever needs. */
const MOST_SIGNATURES = 5;

/** Null when the header is not one of ours. Parts of a later version are passed over. */
export function readSignature(header: unknown): Signature | null {
  if (typeof header !== 'string' || header.length > 1_000) return null;
  let time: string | null = null;
  const signatures: Buffer[] = [];
  for (const part of header.split(',')) {
    const [name, value = ''] = part.trim().split('=', 2);
    if (name === 't' && time === null && /^\d{1,11}(\.\d{1,9})?$/.test(value)) time = value;
    if (name === 'v1' && /^[0-9a-f]{64}$/i.test(value)) signatures.push(Buffer.from(value, 'hex'));
  }
  if (time === null || signatures.length === 0 || signatures.length > MOST_SIGNATURES) return null;
  return { time, signatures };
}

export function isTimely({ time }: Signature, now: Date): boolean {
  return Math.abs(now.getTime() / 1_000 - Number(time)) <= TOLERANCE_SECONDS;
}

/** The signature that one of the secrets made, or null; which one it was cannot be told from the time taken. */
export function verified(given: Signature, call: SignedCall, secrets: readonly string[]): Buffer | null {
  let found: Buffer | null = null;
  for (const secret of secrets) {
    const made = hmac(secret, given.time, call);
    for (const signature of given.signatures) if (timingSafeEqual(made, signature)) found = made;
  }
  return found;
}

function hmac(secret: string, time: string, { method, path, body }: SignedCall): Buffer {
  return createHmac('sha256', secret).update(`${time}.${method.toUpperCase()} ${path}.`).update(body).digest();
}
