import { finderOf, looked, plainlyAny, type Range } from '../../src/domain/search/finder';
import { readSearch } from '../../src/domain/search/query';
import { dice } from '../support/dice';

const find = (typed: string, text: string): Range[] => {
  const [term] = readSearch(typed)?.wanted ?? [];
  if (!term) throw new Error('There is nothing to look for.');
  return finderOf(term)(looked(text));
};
const read = (typed: string, text: string): string[] => find(typed, text).map(([from, to]) => text.slice(from, to));

test.each<[string, string, string[]]>([
  ['charged ', 'I was Charged twice, charged_again and recharged.', ['Charged', 'charged']],
  ['charg', 'I was Charged twice and recharged.', ['Charged']],
  ['"charged twice"', 'charged -- TWICE; charged thrice; charged twiced', ['charged -- TWICE']],
  ['"a a"', 'a a a', ['a a', 'a a']],
  ['Müller ', 'Mr Muller and Mrs MUELLER', ['Muller', 'MUELLER']],
  ['退款', 'refund', []],
  [`${'x'.repeat(70)} `, 'x'.repeat(65), ['x'.repeat(65)]],
])('%s in %s', (typed, text, expected) => {
  expect(read(typed, text)).toEqual(expected);
});

const LONG = 'ฉันต้องการขอเงินคืนเพราะสินค้าที่ได้รับมานั้นเสียหาย';
test.each<[string, string, string[]]>([
  ['退款', '我要退款，请尽快退款给我退款', ['退款', '退款', '退款']],
  // What is folded is longer than what is written, or shorter.
  ['น้ำ', `${LONG}และน้ำดื่ม น้ำแข็ง`, ['น้ำ', 'น้ำ']],
  ['ชำรุด', `${LONG}${LONG}สินค้าชำรุดแล้ว`, ['ชำรุด']],
  ['ワード', 'ﾊﾟｽﾜｰﾄﾞをﾘｾｯﾄ', ['ﾜｰﾄﾞ']],
  ['배송', '무료배송이 언제'.normalize('NFD'), ['배송'.normalize('NFD')]],
  // Beside a word of other letters.
  ['订单1042号', '请帮我看看我的订单1042号什么时候发货', ['订单1042号']],
  ['单1042', '请帮我看看我的订单1042号', ['单1042']],
  ['1042号', '订单1042号什么时候发货', ['1042号']],
])('of letters without spaces only what is looked for: %s', (typed, text, expected) => {
  expect(read(typed, text)).toEqual(expected);
});

test('a letter that a long text has everywhere is found in no time', () => {
  const began = performance.now();
  expect(find('ก', 'กำ'.repeat(20_000))).toHaveLength(20_000);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('a plain text is looked through as one that is taken apart', () => {
  const next = dice(13);
  const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const WORDS = ['a', 'A', 'ab', 'aB1', 'b', '1', '12', 'ba', 'xa'.repeat(31), 'xa'.repeat(35)];
  const GAPS = [' ', ', ', '_', '-', '\n', '.', ' "', "'"];
  const said = (words: number): string => Array.from({ length: words }, () => one(WORDS) + one(GAPS)).join('');
  for (let n = 0; n < 2_000; n += 1) {
    const text = said(1 + Math.floor(next() * 12));
    const wanted = said(1 + Math.floor(next() * 3)).replaceAll(/["\n]/g, ' ');
    const typed = one([`"${wanted}"`, `"${wanted}`]);
    if (!readSearch(typed)) continue;
    const terms = readSearch(typed)?.wanted ?? [];
    if (find(typed, text).length > 0) expect(text).toMatch(new RegExp(plainlyAny(terms) ?? '(?!)', 'i'));
    // The same text, and behind it a letter that is not plain.
    expect({ typed, text, found: find(typed, text) }).toEqual({ typed, text, found: find(typed, `${text} é`) });
  }
});
