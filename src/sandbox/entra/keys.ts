/**
 * The sandbox’s signing keys. Kept across restarts: the desk looks for an unknown key at most once a minute, other bots
 * once an hour.
 */
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, type KeyLike } from 'jose';
import type { State } from '../state/state';

export interface SigningKey {
  kid: string;
  private: KeyLike;
  public: KeyLike;
  /** What may be published. */
  jwk: JWK;
}

export interface Keys {
  /** Signs what Entra ID issues. */
  entra: SigningKey;
  /** Signs what the Bot Framework sends. */
  channel: SigningKey;
}

export async function keysOf(state: State): Promise<Keys> {
  const known = state.keys.entra !== undefined && state.keys.channel !== undefined;
  const [entra, channel] = await Promise.all([keyOf(state, 'entra'), keyOf(state, 'channel')]);
  if (!known) state.keepNow();
  return { entra, channel };
}

async function keyOf(state: State, name: keyof Keys): Promise<SigningKey> {
  const kept = state.keys[name];
  if (kept) return signingKey(kept);
  const fresh = await newKey();
  state.keys[name] = fresh.whole;
  return signingKey(fresh.whole);
}

/** A key nobody has published. */
export async function strangersKey(): Promise<SigningKey> {
  return signingKey((await newKey()).whole);
}

async function newKey(): Promise<{ whole: JWK }> {
  const pair = await generateKeyPair('RS256', { extractable: true });
  return { whole: { ...(await exportJWK(pair.privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' } };
}

async function signingKey(whole: JWK): Promise<SigningKey> {
  const { kty, n, e, kid, alg, use } = whole;
  const jwk: JWK = { kty, n, e, kid, alg, use };
  const [secret, open] = await Promise.all([importJWK(whole, 'RS256'), importJWK(jwk, 'RS256')]);
  return { kid: kid ?? '', private: secret as KeyLike, public: open as KeyLike, jwk };
}
