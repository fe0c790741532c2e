import { create } from 'content-disposition';
import { fileNameIn } from '../../tab/desk/fileName';

test.each([
  'receipt.pdf',
  'my receipt.pdf',
  'a "quoted" one.pdf',
  'Prüfung; neu.pdf',
  '领收书.pdf',
  '100%.txt',
  'back\\slash.txt',
])('the tab reads “%s” as the desk writes it', (name) => {
  expect(fileNameIn(create(name, { type: 'attachment' }))).toBe(name);
});

test.each([
  ['', 'download'],
  ["attachment; filename=plain.pdf; filename*=UTF-8''%zz", 'plain.pdf'],
])('of a header that names nothing readable it makes something all the same', (header, name) => {
  expect(fileNameIn(header)).toBe(name);
});
