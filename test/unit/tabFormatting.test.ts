import { apply, type Format, formatOf, isFormatted, newLine } from '../../tab/conversation/composer/formatting';

/** `|` is where the selection begins and ends. */
function marked(text: string) {
  const start = text.indexOf('|');
  const end = text.lastIndexOf('|');
  const plain = text.replaceAll('|', '');
  return { text: plain, start, end: end === start ? start : end - 1 };
}
function shown({ text, start, end }: { text: string; start: number; end: number }): string {
  return start === end
    ? `${text.slice(0, start)}|${text.slice(start)}`
    : `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
}

test.each<[Format, string, string]>([
  ['bold', 'is |here| now', 'is **|here|** now'],
  ['bold', 'is **|here|** now', 'is |here| now'],
  ['bold', 'is |', 'is **|**'],
  ['italic', '|here|', '_|here|_'],
  ['link', 'see |our page| now', 'see [our page](|https://|) now'],
  ['link', 'see |https://a.example/b|', 'see [|](https://a.example/b)'],
  ['bullets', 'a\n|b\nc|\nd', 'a\n|- b\n- c|\nd'],
  ['bullets', '|- b\n- c|', '|b\nc|'],
  ['numbers', '|- b\n- c|', '|1. b\n2. c|'],
  ['numbers', 'b|', '1. b|'],
])('%s of %j', (format, before, after) => {
  expect(shown(apply(format, marked(before)))).toBe(after);
});

test.each<[string, string | null]>([
  ['- a|', '- a\n- |'],
  ['9. a|', '9. a\n10. |'],
  ['- a\n- |', '- a\n|'],
  ['a|', null],
])('a new line after %j', (before, after) => {
  const next = newLine(marked(before));
  expect(next && shown(next)).toBe(after);
});

test.each<[string, boolean]>([
  ['**now**', true],
  ['do it _now_.', true],
  ['[here](https://a.example)', true],
  ['- one', true],
  ['1. one', true],
  ['2 * 3 * 4', false],
  ['a_file_name and __init__', false],
  ['[here](javascript:alert)', false],
  ['5 - 3', false],
  ['** **', false],
])('%j is formatted: %s', (text, is) => {
  expect(isFormatted(text)).toBe(is);
});

test.each<[string, object, Format | null]>([
  ['Ctrl+B', { ctrlKey: true, key: 'b' }, 'bold'],
  ['Cmd+I', { metaKey: true, key: 'i' }, 'italic'],
  ['Ctrl+K with Caps Lock', { ctrlKey: true, key: 'K' }, 'link'],
  ['AltGr+B', { ctrlKey: true, altKey: true, key: 'b' }, null],
  ['Ctrl+Shift+I', { ctrlKey: true, shiftKey: true, key: 'I' }, null],
  ['b', { key: 'b' }, null],
])('%s', (_, keys, format) => {
  const none = { key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  expect(formatOf({ ...none, ...keys })).toBe(format);
});
