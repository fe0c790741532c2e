import { asked, checkWrapUp, doubled, type WrapUp, type WrapUpRule } from '../../src/domain/wrapUp';
import { refusalError, refusalWords } from '../../src/domain/refusals';
import { problemOf } from '../../src/base/problem';
import { wrapUpChange } from '../../src/cards/words/manager/wrapUp';

const refunded = { id: '6f1d2c3b-0000-4000-8000-00000000000a', name: 'Refunded' };
const replaced = { id: '6f1d2c3b-0000-4000-8000-00000000000b', name: 'Replaced' };
const vip = { id: '6f1d2c3b-0000-4000-8000-00000000000c', name: 'VIP' };
const late = { id: '6f1d2c3b-0000-4000-8000-00000000000d', name: 'Late delivery' };

const rule = (change: Partial<WrapUpRule> = {}): WrapUpRule => ({
  outcomes: [refunded, replaced],
  tags: [vip, late],
  requires: [],
  ...change,
});

describe('what an agent says when resolving', () => {
  test.each<[string, WrapUp, WrapUpRule | null, object]>([
    ['nothing', {}, rule(), { outcome: null, outcomeId: null, tags: [], summary: null }],
    ['an outcome by its id', { outcome: refunded.id }, rule(), { outcome: 'Refunded', outcomeId: refunded.id }],
    ['an outcome by its name', { outcome: ' reFUNDed ' }, rule(), { outcome: 'Refunded', outcomeId: refunded.id }],
    [
      'own words where there is no list',
      { outcome: ' Paid ' },
      rule({ outcomes: [] }),
      { outcome: 'Paid', outcomeId: null },
    ],
    ['tags, each once', { tags: ['vip', late.id, vip.id, ' '] }, rule(), { tags: [vip, late] }],
    ['a summary', { summary: ' It was the till. ' }, rule(), { summary: 'It was the till.' }],
    ['what the desk itself says', { outcome: 'No answer' }, null, { outcome: 'No answer', outcomeId: null }],
    [
      'all that is asked for',
      { outcome: 'Refunded', tags: ['VIP'], summary: 'x' },
      rule({ requires: ['outcome', 'tags', 'summary'] }),
      { outcome: 'Refunded', tags: [vip], summary: 'x' },
    ],
  ])('%s is kept', (_, said, asks, kept) => {
    expect(checkWrapUp(said, asks)).toMatchObject({ ok: true, kept });
  });

  test.each<[string, WrapUp, WrapUpRule, object, string]>([
    [
      'no outcome where one is asked for',
      { summary: 'x' },
      rule({ requires: ['outcome'] }),
      { code: 'wrap_up_missing', parts: ['outcome'] },
      'Not resolved yet: this queue asks for an outcome.',
    ],
    [
      'nothing where all is asked for',
      { outcome: ' ' },
      rule({ requires: ['summary', 'tags', 'outcome'] }),
      { code: 'wrap_up_missing', parts: ['outcome', 'tags', 'summary'] },
      'Not resolved yet: this queue asks for an outcome, a tag and a summary.',
    ],
    [
      'no own words where they are asked for',
      {},
      rule({ outcomes: [], requires: ['outcome'] }),
      { code: 'wrap_up_missing', parts: ['outcome'] },
      'Not resolved yet: this queue asks for an outcome.',
    ],
    [
      'an outcome of no list',
      { outcome: 'Paid' },
      rule(),
      { code: 'wrap_up_unknown', part: 'outcome', name: 'Paid' },
      'Not resolved yet: “Paid” is not an outcome here. Choose one of these: Refunded, Replaced.',
    ],
    [
      'a tag of no list',
      { tags: ['VIP', 'nice'] },
      rule(),
      { code: 'wrap_up_unknown', part: 'tags', name: 'nice' },
      'Not resolved yet: “nice” is not a tag here. Choose one of these: VIP, Late delivery.',
    ],
    [
      'a tag where there are none',
      { tags: ['nice'] },
      rule({ tags: [] }),
      { code: 'wrap_up_unknown', part: 'tags' },
      'Not resolved yet: “nice” is not a tag here; managers keep none.',
    ],
  ])('%s is refused', (_, said, asks, refusal, words) => {
    const checked = checkWrapUp(said, asks);
    if (checked.ok) throw new Error('it was kept');
    expect(checked.refusal).toMatchObject(refusal);
    expect(refusalWords(checked.refusal)).toBe(words);
    const problem = problemOf(refusalError(checked.refusal));
    expect(problem).toMatchObject({ status: 422, code: checked.refusal.code, detail: words });
    expect(problem.errors?.map(({ path }) => path)).toEqual(
      checked.refusal.code === 'wrap_up_missing' ? checked.refusal.parts : [checked.refusal.part],
    );
  });

  test('a tag cannot be asked for where there is none to choose', () => {
    const asks = rule({ tags: [], requires: ['tags'] });
    expect(asked(asks)).toEqual([]);
    expect(checkWrapUp({}, asks)).toMatchObject({ ok: true });
  });
});

test('a name that stands twice is found, whatever its capitals', () => {
  expect(doubled(['Refunded', 'Replaced'])).toBeNull();
  expect(doubled(['Refunded', 'Replaced', 'refunded'])).toBe('refunded');
});

test('a save of the lists is told in a sentence', () => {
  const none = { outcomes: [], tags: [] };
  expect(wrapUpChange(none, { outcomes: [refunded, replaced], tags: [vip] })).toBe(
    'Added the outcomes “Refunded”, “Replaced”. Added the tag “VIP”',
  );
  expect(
    wrapUpChange(
      { ...none, outcomes: [refunded, replaced] },
      { ...none, outcomes: [{ ...refunded, name: 'Paid back' }] },
    ),
  ).toBe('Removed the outcome “Replaced”. Renamed the outcome “Refunded” to “Paid back”');
  expect(wrapUpChange(none, none)).toBe('Saved without a change');
});
