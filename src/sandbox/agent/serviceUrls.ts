/** Where the desk writes to a customer of Contoso HR between two turns: a URL that carries its own credential. Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';

interface Signed {
  conversationId: string;
  turn: string;
  /** The second it expires in. */
  until: string;
}

function signatureOf(key: string, { conversationId, turn, until }: Signed): string {
  return createHmac('sha256', key).update(`${conversationId}\n${turn}\n${until}`).digest('base64url');
}

/** Another one for each turn; each is good until it expires. */
export function signedUrl(
  baseUrl: string,
  key: string,
  of: { conversationId: string; turn: number; until: Date },
): string {
  const { conversationId } = of;
  const signed = { conversationId, turn: String(of.turn), until: String(Math.floor(of.until.getTime() / 1000)) };
  const query = { 'api-version': '1', turn: signed.turn, se: signed.until, sig: signatureOf(key, signed) };
  return `${baseUrl}/external-agent/${conversationId}?${new URLSearchParams(query).toString()}`;
}

/** Why a URL does not open what it names; null when it does. */
export function wrongIn(key: string, signed: Signed, sig: string, now: Date): string | null {
  const expected = Buffer.from(signatureOf(key, signed));
  const given = Buffer.from(sig);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'The signature is wrong.';
  return Number(signed.until) * 1000 > now.getTime() ? null : 'The signature has expired.';
}
