/** Which addresses the desk calls when people or other servers typed them: public ones over TLS, nothing private. */
import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

export class RefusedUrl extends Error {
  override readonly name = 'RefusedUrl';
}

/** Checks scheme, credentials and literal addresses; names are checked when they are resolved (`guardedLookup`). */
export function outboundUrl(text: string, options: { allowLoopback: boolean; socket?: boolean }): URL {
  if (!URL.canParse(text)) throw new RefusedUrl('This is not a URL.');
  const url = new URL(text);
  const [secure, plain] = options.socket ? ['wss:', 'ws:'] : ['https:', 'http:'];
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const loopback = host === 'localhost' || (isIP(host) !== 0 && isLoopback(host));
  if (url.username || url.password) throw new RefusedUrl(`${url.host}: a URL must not carry a user name or password.`);
  if (url.protocol !== secure && !(url.protocol === plain && loopback && options.allowLoopback)) {
    throw new RefusedUrl(`${url.host}: only ${secure}// is called.`);
  }
  if (loopback ? !options.allowLoopback : isIP(host) !== 0 && isPrivate(host)) {
    throw new RefusedUrl(`${url.host} is an address of a private network; only public ones are called.`);
  }
  return url;
}

/** Why an address would not be called, in words; null when it may be. */
export function urlRefusal(text: string, options: { allowLoopback: boolean }): string | null {
  try {
    outboundUrl(text, options);
    return null;
  } catch (error) {
    if (error instanceof RefusedUrl) return error.message;
    throw error;
  }
}

/**
 * A lookup for `http.request` and `ws` that refuses private answers: the address that was checked
 * is the one that is connected to.
 */
export function guardedLookup(allowLoopback: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const refused = addresses.find(({ address }) => isPrivate(address) && !(allowLoopback && isLoopback(address)));
      const first = addresses[0];
      if (refused || !first) {
        return callback(
          new RefusedUrl(`${hostname} leads to ${refused?.address ?? 'nowhere'}, which is not public.`),
          '',
        );
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** All of IPv6 that was ever given out to the public. */
const GIVEN_OUT = ipaddr.IPv6.parseCIDR('2000::/3');
/** NAT64 for everybody; `64:ff9b:1::/48` beside it is for private networks. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

function isLoopback(address: string): boolean {
  return ipaddr.process(address).range() === 'loopback';
}

/** Addresses that carry an IPv4 one inside (mapped, NAT64, 6to4) are judged by it. */
function isPrivate(address: string): boolean {
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() !== 'unicast';
  const bytes = parsed.toByteArray();
  if (parsed.range() === '6to4') return isPrivate(new ipaddr.IPv4(bytes.slice(2, 6)).toString());
  if (parsed.match(NAT64)) return isPrivate(new ipaddr.IPv4(bytes.slice(12)).toString());
  return parsed.range() !== 'unicast' || !parsed.match(GIVEN_OUT);
}
