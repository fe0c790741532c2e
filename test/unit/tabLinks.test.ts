import { nameParts, refusalOf, sizeWords } from '../../tab/conversation/files/fileFacts';
import { reactionGroups } from '../../tab/conversation/transcript/reactions';
import { linkPieces } from '../../tab/conversation/transcript/links';

describe('links in plain words', () => {
  test.each([
    ['see https://help.example/a?b=1 please', ['https://help.example/a?b=1'], [null]],
    ['write to a@b.example', ['mailto:a@b.example'], [null]],
    ['(https://x.example/a).', ['https://x.example/a'], [null]],
    // What is a link leads where it says; letters that only look alike are named as what they are.
    ['https://bank.example@evil.example/login', ['https://bank.example'], [null]],
    ['https://аpple.com/id', ['https://аpple.com/id'], ['xn--pple-43d.com']],
    ['nothing here: version 1.2.3, and so.on', [], []],
    ['javascript://alert(1) ftp://x.example file:///etc/passwd', [], []],
  ])('%s', (words, hrefs, hosts) => {
    const pieces = linkPieces(words);
    expect(pieces.map(({ text }) => text).join('')).toBe(words);
    const links = pieces.filter(({ href }) => href !== null);
    expect(links.map(({ href }) => href)).toEqual(hrefs);
    expect(links.map(({ host }) => host)).toEqual(hosts);
  });
});

describe('files in words', () => {
  test.each([
    [1, '1 KB'],
    [2_048, '2 KB'],
    [1_500_000, '1.4 MB'],
    [20 * 1024 * 1024, '20 MB'],
  ])('%i bytes are %s', (bytes, words) => expect(sizeWords(bytes, 'en')).toBe(words));

  test('a long name is cut before its ending', () => {
    expect(nameParts('quarterly figures of all stores.pdf')).toEqual({
      stem: 'quarterly figures of all stores',
      ending: '.pdf',
    });
    expect(nameParts('.profile')).toEqual({ stem: '.profile', ending: '' });
    expect(nameParts('a.name that is all words')).toEqual({ stem: 'a.name that is all words', ending: '' });
  });

  test('what cannot be sent is said before it is sent anywhere', () => {
    expect(refusalOf({ name: 'film.mp4', size: 30 * 1024 * 1024 }, 0, 'en')).toContain('30 MB');
    expect(refusalOf({ name: 'a.txt', size: 0 }, 0, 'en')).toContain('empty');
    expect(refusalOf({ name: 'a.txt', size: 1 }, 10, 'en')).toContain('10 files');
    expect(refusalOf({ name: 'a.txt', size: 1 }, 9, 'en')).toBeNull();
  });
});

test('reactions are counted a kind, and name who gave them', () => {
  const at = '2026-11-23T12:00:00Z';
  const by = (id: string, name: string, kind: 'agent' | 'customer' = 'customer') => ({ kind, id, name });
  expect(
    reactionGroups(
      [
        { type: 'like', by: by('robin', 'Robin'), at },
        { type: 'heart', by: by('adele', 'Adele', 'agent'), at },
        { type: 'like', by: by('adele', 'Adele', 'agent'), at },
      ],
      'adele',
    ),
  ).toEqual([
    { type: 'like', sign: '👍', count: 2, words: 'Like: Robin and you', mine: true },
    { type: 'heart', sign: '❤️', count: 1, words: 'Heart: you', mine: true },
  ]);
});
