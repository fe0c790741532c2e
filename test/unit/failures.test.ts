import fc from 'fast-check';
import { alikeToOneOf, areAlike, groupsOf, type Phrase } from '../../src/domain/failures/grouping';
import { phraseStart, wordsOf } from '../../src/domain/failures/words';
import { dice } from '../support/dice';

interface Said extends Phrase {
  text: string;
}

const said = (text: string, count = 1, previous = 0): Said => ({ text, words: wordsOf(text), count, previous });
const alike = (one: string, other: string): boolean => areAlike(wordsOf(one), wordsOf(other));

test.each([
  ['en', 'I was charged twice', 'you charged me TWICE for my order!'],
  ['en', 'refund please', 'Where are my refunds?'],
  ['de', 'Ich möchte eine Rechnung', 'rechnungen bitte'],
  ['de', 'Passwort zurücksetzen', 'PASSWÖRTER zurücksetzen, bitte'],
  ['fr', 'Où est ma commande ?', 'je veux ma commande'],
  ['es', '¿Dónde está mi pedido?', 'mi pedido por favor'],
  ['it', 'Vorrei cambiare la password', 'cambio password'],
  ['pt', 'Não consigo entrar na conta', 'consigo entrar na minha conta?'],
  ['nl', 'Waar is mijn pakket?', 'pakket'],
  ['pl', 'Proszę o zwrot pieniędzy', 'zwrot pieniędzy'],
  ['ru', 'Где мой заказ?', 'заказ'],
  ['ar', 'أريد الفاتورة', 'فاتورة'],
  ['he', 'אני רוצה החזר כספי', 'החזר כספי בבקשה'],
  ['zh', '我要退款', '退款'],
  ['ja', '注文をキャンセルしたい', '注文をキャンセル'],
  ['ko', '환불해 주세요', '환불해 주실래요'],
  ['th', 'ขอเงินคืน', 'เงินคืน'],
])('phrases of %s with the same words are alike: “%s” and “%s”', (_, one, other) => {
  expect(alike(one, other)).toBe(true);
});

test.each([
  ['I was charged twice', 'I want to change my address'],
  ['Where is my order?', 'Where is my refund?'],
  ['Ich habe eine Frage zur Rechnung', 'Ich habe mein Passwort vergessen'],
  ['我要退款', '我要换货'],
])('what only frames them makes them no more alike: “%s” and “%s”', (one, other) => {
  expect(alike(one, other)).toBe(false);
});

test('numbers differ from request to request, and say nothing', () => {
  expect(wordsOf('order 4711 is late')).toEqual(wordsOf('order 4712 is late'));
  expect(wordsOf('4711')).toHaveLength(1);
});

test('a phrase of frame alone is taken as it stands', () => {
  expect(alike('what can you do', 'What can you do?')).toBe(true);
  expect(wordsOf('?!')).toEqual([]);
});

test('as much of a phrase as counts has the words of the whole, whatever stands where it is cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (text) => {
      expect(wordsOf(phraseStart(text))).toEqual(wordsOf(text));
      expect(() => encodeURIComponent(phraseStart(`${'a'.repeat(299)}😀`))).not.toThrow();
    }),
  );
});

test('the words of any text are few, each once and in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      const words = wordsOf(text);
      expect(words.length).toBeLessThanOrEqual(32);
      expect(words).toEqual([...new Set(words)].sort((a, b) => a - b));
      expect(words.every((word) => word === (word | 0))).toBe(true);
    }),
  );
});

test('groups are gathered around what is said most, with what was said before', () => {
  const { groups, others } = groupsOf(
    [
      said('I was charged twice', 5, 2),
      said('charged two times, twice', 1),
      said('Why was I charged twice for my order?', 2, 1),
      said('where is my parcel', 4),
      said('parcel', 3, 9),
      said('something else entirely', 1),
    ],
    2,
  );
  expect(groups.map(({ leader, count, previous }) => [leader.text, count, previous])).toEqual([
    ['I was charged twice', 8, 3],
    ['where is my parcel', 7, 9],
  ]);
  expect(others).toBe(1);
});

const WORD = fc.integer({ min: 1, max: 12 });
const PHRASE = fc
  .record({
    words: fc.uniqueArray(WORD, { minLength: 1, maxLength: 6 }).map((words) => words.sort((a, b) => a - b)),
    count: fc.nat(4),
    previous: fc.nat(4),
  })
  .map((phrase): Phrase => phrase);
const PHRASES = fc.uniqueArray(PHRASE, { maxLength: 40, selector: ({ words }) => words.join() });

test('the order in which phrases come changes nothing', () => {
  fc.assert(
    fc.property(
      PHRASES.chain((phrases) =>
        fc.tuple(
          fc.constant(phrases),
          fc.shuffledSubarray(phrases, { minLength: phrases.length, maxLength: phrases.length }),
        ),
      ),
      ([phrases, shuffled]) => {
        expect(groupsOf(shuffled, 5)).toEqual(groupsOf(phrases, 5));
      },
    ),
  );
});

test('a group has exactly what resembles its leader, found without comparing all with all', () => {
  fc.assert(
    fc.property(PHRASES, (phrases) => {
      const { groups, others } = groupsOf(phrases, 10);
      for (const { leader, members, count, previous } of groups) {
        const all = phrases.filter((one) => one.count + one.previous > 0 && areAlike(one.words, leader.words));
        expect(new Set(members)).toEqual(new Set(all));
        expect([count, previous]).toEqual([sum(all, 'count'), sum(all, 'previous')]);
      }
      const inNone = phrases.filter((one) => !groups.some(({ members }) => members.includes(one)));
      expect(others).toBe(sum(inNone, 'count'));
    }),
  );
});

const sum = (phrases: readonly Phrase[], what: 'count' | 'previous'): number =>
  phrases.reduce((total, phrase) => total + phrase[what], 0);

test.each([
  ['people say everything', (roll: () => number) => 1 + Math.floor(roll() * 8)],
  ['all of them begin alike', () => 2],
])('a hundred thousand phrases take seconds and little memory, where %s', (_, lengthOf) => {
  const roll = dice(7);
  const phrases = Array.from({ length: 100_000 }, (): Phrase => {
    const words = new Set([1]);
    for (let many = lengthOf(roll); words.size < many;) words.add(Math.floor(20_000 * roll() ** 3));
    return { words: [...words].sort((a, b) => a - b), count: 1, previous: 1 };
  });
  const before = process.memoryUsage().heapUsed;
  const began = process.cpuUsage();
  const { groups } = groupsOf(phrases, 50);
  const spent = process.cpuUsage(began).user / 1e6;
  expect(groups).toHaveLength(50);
  // About one second; a machine may have others to work for.
  expect(spent).toBeLessThan(15);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(400e6);
});

test('whether one of some phrases is alike is told as by comparing it with each', () => {
  const random = (n: number) => (Math.imul(n, 2_654_435_761) >>> 0) / 2 ** 32;
  const phrase = (n: number): number[] => {
    const words = Array.from({ length: 1 + (n % 9) }, (_, at) => Math.floor(random(n * 31 + at) ** 2 * 40));
    return [...new Set(words)].sort((a, b) => a - b);
  };
  const all = Array.from({ length: 600 }, (_, n) => phrase(n + 1));
  const groups = all.slice(0, 50);
  const isAlike = alikeToOneOf(groups);
  const compared = all.map((words) => groups.some((group) => areAlike(words, group)));
  expect(all.map(isAlike)).toEqual(compared);
  expect(new Set(compared).size).toBe(2);
  expect(isAlike([])).toBe(false);
  expect(alikeToOneOf([])([1, 2])).toBe(false);
});
