import fc from 'fast-check';
import { isTimely, readSignature, sign, verified } from '../../src/intake/rest/signature';
import { signatures } from '../support/restBot';

const now = new Date('2026-01-02T03:04:05.678Z');
const call = { method: 'POST', path: '/webhook?x=1', body: Buffer.from('{"a":1}') };
const read = (header: string) => {
  const signature = readSignature(header);
  if (!signature) throw new Error(`not read: ${header}`);
  return signature;
};

test('a known signature', () => {
  expect(sign(call, ['secret'], now)).toBe(
    't=1767323045.678,v1=e161f8fdc0c8c9785f3c9ab6028b7509d92737a8d98b45e943e0c845a7b10854',
  );
});

test('what the page’s code signs, the desk believes; what the desk signs, the page’s code believes', () => {
  const { sign: theirs, verify } = signatures('secret');
  fc.assert(
    fc.property(fc.constantFrom('GET', 'POST'), fc.webPath(), fc.uint8Array(), (method, path, bytes) => {
      const body = Buffer.from(bytes);
      const given = read(theirs(method, path, body));
      expect(isTimely(given, new Date())).toBe(true);
      expect(verified(given, { method, path, body }, ['other', 'secret'])).not.toBeNull();
      const ours = sign({ method, path, body }, ['new', 'secret'], new Date());
      expect(verify(method, path, body, ours)).toBe(true);
      expect(verify(method, `${path}/`, body, ours)).toBe(false);
      expect(verify(method, path, Buffer.concat([body, Buffer.of(0)]), ours)).toBe(false);
    }),
  );
  const old = sign(call, ['secret'], new Date(Date.now() - 301_000));
  expect(verify(call.method, call.path, call.body, old)).toBe(false);
  expect(verify(call.method, call.path, call.body, '')).toBe(false);
});

test('every part of a call is signed', () => {
  const given = read(sign(call, ['secret'], now));
  expect(verified(given, call, ['secret'])).not.toBeNull();
  for (const other of [
    { ...call, method: 'GET' },
    { ...call, path: '/webhook?x=2' },
    { ...call, body: Buffer.from('{"a":2}') },
  ]) {
    expect(verified(given, other, ['secret'])).toBeNull();
  }
  expect(verified({ ...given, time: '1' }, call, ['secret'])).toBeNull();
  expect(verified(given, call, ['Secret', ''])).toBeNull();
  expect(verified(given, call, [])).toBeNull();
});

test('any of several signatures is enough', () => {
  const [time, first, second] = sign(call, ['old', 'new'], now).split(',');
  expect(verified(read([time, first, second].join()), call, ['new'])).not.toBeNull();
  expect(verified(read([time, second].join(' , ')), call, ['older', 'new'])).not.toBeNull();
  expect(verified(read([time, first].join()), call, ['new'])).toBeNull();
});

test.each([
  [-301, false],
  [-299, true],
  [299, true],
  [301, false],
])('a time %i s from ours is timely: %s', (seconds, timely) => {
  expect(isTimely(read(sign(call, ['secret'], new Date(now.getTime() + seconds * 1_000))), now)).toBe(timely);
});

const HEX = 'ab'.repeat(32);
test.each([
  ['', false],
  [`t=1`, false],
  [`v1=${HEX}`, false],
  [`t=1,v1=${HEX.slice(1)}`, false],
  [`t=-1,v1=${HEX}`, false],
  [`t=1e3,v1=${HEX}`, false],
  [`t=1.5,v1=${HEX}`, true],
  [`t=1, v1=${HEX}, v2=later`, true],
  [`t=1${`,v1=${HEX}`.repeat(5)}`, true],
  [`t=1${`,v1=${HEX}`.repeat(6)}`, false],
])('the header %s', (header, good) => {
  expect(readSignature(header) !== null).toBe(good);
});

test('any header is read or not', () => {
  fc.assert(fc.property(fc.anything(), (header) => void readSignature(header)));
  fc.assert(fc.property(fc.string(), (text) => void readSignature(`t=${text},v1=${text}`)));
});
