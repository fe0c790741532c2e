/** Which addresses the desk calls when people or other servers typed them: public ones over TLS, nothing private. */
import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

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

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** Everything IANA marks as not globally reachable. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(net, bits);
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(net, bits, 'ipv6');
}

function isLoopback(address: string): boolean {
  return listed(LOOPBACK, address);
}

function isPrivate(address: string): boolean {
  return listed(PRIVATE, address);
}

/** Addresses that carry an IPv4 one inside (mapped, NAT64, 6to4) are judged by it. */
function listed(list: BlockList, address: string): boolean {
  if (isIP(address) !== 6) return list.check(address);
  if (list.check(address, 'ipv6')) return true;
  const inner = embeddedV4(address);
  return inner !== null && list.check(inner);
}

function embeddedV4(address: string): string | null {
  // The URL parser writes every spelling of an address in one way.
  const canonical = URL.canParse(`http://[${address}]`) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : '';
  const mapped = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  const sixToFour = /^2002:([0-9a-f]{1,4}):([0-9a-f]{1,4}):/.exec(canonical);
  const [, high, low] = mapped ?? sixToFour ?? [];
  if (!high || !low) return null;
  const [a, b] = [parseInt(high, 16), parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}
