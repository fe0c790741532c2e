import { urlRefusal } from '../../src/base/outbound/url';

const refusal = (host: string, allowLoopback = true) => urlRefusal(`https://${host}/hook`, { allowLoopback });

test.each([
  '8.8.8.8',
  'example.com',
  '[2606:4700::1111]',
  '[::ffff:8.8.8.8]', // mapped
  '[64:ff9b::8.8.8.8]', // NAT64
  '[2002:808:808::1]', // 6to4
])('%s is called', (host) => expect(refusal(host)).toBeNull());

test.each([
  ['this network', '0.0.0.0'],
  ['private', '10.1.2.3'],
  ['private', '172.31.0.1'],
  ['private', '192.168.1.1'],
  ['a provider’s own', '100.64.0.1'],
  ['link-local, where clouds tell secrets', '169.254.169.254'],
  ['protocol assignments', '192.0.0.1'],
  ['documentation', '203.0.113.7'],
  ['benchmarks', '198.18.0.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['another spelling', '0x0a.1'],
  ['unspecified', '[::]'],
  ['unique local', '[fd00::1]'],
  ['link-local', '[fe80::1]'],
  ['site-local', '[fec0::1]'],
  ['multicast', '[ff02::1]'],
  ['documentation', '[2001:db8::1]'],
  ['a tunnel', '[2001::1]'],
  ['discarded', '[100::1]'],
  ['given to nobody', '[4000::1]'],
  ['private, mapped', '[::ffff:10.0.0.1]'],
  ['private, written the old way', '[::10.0.0.1]'],
  ['private, NAT64', '[64:ff9b::10.0.0.1]'],
  ['NAT64 of a private network', '[64:ff9b:1::8.8.8.8]'],
  ['private, 6to4', '[2002:a00:1::1]'],
])('%s is not called: %s', (_why, host) => expect(refusal(host)).toMatch(/private network/));

test.each(['127.0.0.1', '127.8.8.8', 'localhost', '[::1]', '[::ffff:127.0.0.1]'])(
  '%s is this machine: called only where that is allowed',
  (host) => {
    expect(refusal(host)).toBeNull();
    expect(refusal(host, false)).toMatch(/private network/);
  },
);
