/**
 * The keys that the Bot Framework signs with, in place of what the library has for them: that one counts keys as read
 * before they are and refuses whoever comes in between, which Teams takes as final.
 */
import { createPublicKey, randomUUID } from 'node:crypto';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor';
import type { IOpenIdMetadataKey } from 'botframework-connector/lib/auth/openIdMetadata';
import { z } from 'zod';
import { reasonOf } from '../../base/errors';
import type { Log } from '../../base/log';

/** Microsoft asks for it once a day. */
const GOOD_FOR_MS = 24 * 3_600_000;
/** Anybody can name a key that does not exist; no more often does that make the desk ask. */
const LOOK_PAUSE_MS = 60_000;
const FAILURE_PAUSE_MS = 1_000;
/** For both documents. Teams waits 15 seconds for its answer. */
const TIMEOUT_MS = 10_000;

const metadata = z.object({ jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.unknown()) });
const rsaKey = z.object({
  kid: z.string().min(1),
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  /** The channels it may sign for; what cannot be read must not come to mean all of them. */
  endorsements: z.array(z.string()).optional(),
});

/** Our own trouble; it says nothing about the token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

type KnownKeys = ReadonlyMap<string, IOpenIdMetadataKey>;

export class SigningKeys {
  private known: { keys: KnownKeys; readAt: number } | null = null;
  /** Why they could not be read the last time. */
  private failure: { error: KeysUnavailable; at: number } | null = null;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly url: string,
    private readonly log: Log,
  ) {}

  /** Null: the Bot Framework publishes no such key. Throws `KeysUnavailable` where that is not known. */
  async getKey(kid: string | undefined): Promise<IOpenIdMetadataKey | null> {
    if (this.isOld(GOOD_FOR_MS)) {
      const again = this.read();
      // After a failure those known are used meanwhile: nobody is to wait for every new try.
      if (!this.known || !this.failure) await again;
    }
    if (!this.find(kid) && this.isOld(LOOK_PAUSE_MS)) await this.read();
    const found = this.find(kid);
    if (!found && this.failure) throw this.failure.error;
    return found;
  }

  private find(kid: string | undefined): IOpenIdMetadataKey | null {
    return (kid && this.known?.keys.get(kid)) || null;
  }

  private isOld(ms: number): boolean {
    return !this.known || performance.now() - this.known.readAt >= ms;
  }

  /** One reading at a time, which all wait for; soon after a failure none. Never rejects. */
  private async read(): Promise<void> {
    if (!this.reading && this.failure && performance.now() - this.failure.at < FAILURE_PAUSE_MS) return;
    this.reading ??= this.readOnce().finally(() => (this.reading = null));
    await this.reading;
  }

  private async readOnce(): Promise<void> {
    const readAt = performance.now();
    try {
      this.known = { keys: await fetchKeys(this.url), readAt };
      this.failure = null;
    } catch (cause) {
      const error = new KeysUnavailable(`The signing keys could not be read: ${reasonOf(cause)}`, { cause });
      if (this.known && !this.failure) this.log.warn('teams.signing_keys_stale', { reason: error.message });
      this.failure = { error, at: performance.now() };
    }
  }
}

async function fetchKeys(url: string): Promise<KnownKeys> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { jwks_uri } = metadata.parse(await fetchJson(url, signal));
  const { keys } = keySet.parse(await fetchJson(jwks_uri, signal));
  const usable = new Map(keys.flatMap(usableKey));
  if (usable.size === 0) throw new Error(`${jwks_uri} names no key that can be used`);
  return usable;
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { redirect: 'error', signal });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/** Keys of kinds to come are passed over. */
function usableKey(published: unknown): [string, IOpenIdMetadataKey][] {
  const { data } = rsaKey.safeParse(published);
  if (!data) return [];
  const { kid, kty, n, e, endorsements } = data;
  try {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    return [[kid, { key: key.toString(), ...(endorsements && { endorsements }) }]];
  } catch {
    return [];
  }
}

/** Where the library looks for keys by the address of their metadata. */
const placesOfTheLibrary = (
  JwtTokenExtractor as unknown as { openIdMetadataCache: Map<string, Pick<SigningKeys, 'getKey'>> }
).openIdMetadataCache;

/**
 * Puts keys in the library's place and gives the address by which it finds them. No option does that; each desk of a
 * process has an address of its own, so that none uses, or takes away, another's.
 */
export function placeKeys(keys: SigningKeys, url: string): { address: string; remove: () => void } {
  const address = `${url}#${randomUUID()}`;
  placesOfTheLibrary.set(address, keys);
  return { address, remove: () => void placesOfTheLibrary.delete(address) };
}
