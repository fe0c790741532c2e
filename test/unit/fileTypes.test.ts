import { fileName } from '../../src/base/names';
import { endsAsProgram, isWebPage, typeOf } from '../../src/domain/fileType';

const bytes = (hex: string, rest = '') => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(rest)]);
const zip = (...names: string[]) =>
  Buffer.concat(names.map((name) => Buffer.concat([bytes('504b0304', '\0'.repeat(26)), Buffer.from(name)])));

test.each([
  ['a PNG', bytes('89504e470d0a1a0a', '....'), 'image/png'],
  ['a JPEG', bytes('ffd8ffe0'), 'image/jpeg'],
  ['a GIF', Buffer.from('GIF89a......'), 'image/gif'],
  ['a WebP', Buffer.from('RIFF....WEBPVP8 '), 'image/webp'],
  ['a sound in RIFF', Buffer.from('RIFF....WAVEfmt '), 'audio/wav'],
  ['a PDF', Buffer.from('%PDF-1.7\n'), 'application/pdf'],
  [
    'a Word document',
    zip('[Content_Types].xml', 'word/document.xml'),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  [
    'a workbook',
    zip('_rels/.rels', 'xl/workbook.xml'),
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
  [
    'an OpenDocument text',
    bytes('504b0304', `${'\0'.repeat(26)}mimetypeapplication/vnd.oasis.opendocument.textPK`),
    'application/vnd.oasis.opendocument.text',
  ],
  ['an archive', zip('letter.txt'), 'application/zip'],
  ['an old Office document', bytes('d0cf11e0a1b11ae1'), 'application/x-ole-storage'],
  ['a voice note', bytes('000000206674797069736f6d'), 'video/mp4'],
  ['words', Buffer.from('Grüße,\r\nRobin'), 'text/plain'],
  ['a sentence that begins with MZ', Buffer.from('MZ is short for Mainz'), 'text/plain'],
  [
    'SVG, which could run and is text here',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    'text/plain',
  ],
  ['HTML, which could run and is text here', Buffer.from('<!doctype html><script>1</script>'), 'text/plain'],
  ['anything else', bytes('0102030400ff'), 'application/octet-stream'],
])('%s is known by what is in it', (_, content, contentType) => {
  expect(typeOf(content, null)).toEqual({ contentType, runs: false });
});

test('what the sender calls it decides only among what is alike inside', () => {
  expect(typeOf(bytes('d0cf11e0a1b11ae1'), 'application/msword').contentType).toBe('application/msword');
  expect(typeOf(bytes('000000206674797069736f6d'), 'audio/mp4').contentType).toBe('audio/mp4');
  expect(typeOf(Buffer.from('a;b\n1;2'), 'text/csv').contentType).toBe('text/csv');
  expect(typeOf(Buffer.from('%PDF-1.7'), 'image/png').contentType).toBe('application/pdf');
  expect(typeOf(Buffer.from('<svg/>'), 'image/svg+xml').contentType).toBe('text/plain');
});

test.each([
  ['a program for Windows', bytes('4d5a90000300000004000000ffff0000')],
  ['one for Linux', bytes('7f454c460201')],
  ['one for macOS', bytes('cffaedfe07000001')],
  ['a class of Java', bytes('cafebabe00000034')],
  ['a script', Buffer.from('#!/bin/sh\nrm -rf ~')],
  ['a shortcut', bytes('4c0000000114020000000000c000000000000046')],
  ['WebAssembly', bytes('0061736d01000000')],
])('%s runs, whatever it is called', (_, content) => {
  expect(typeOf(content, 'image/png').runs).toBe(true);
});

test.each([
  ['invoice.pdf.exe', true],
  ['invoice.exe ', true],
  ['invoice.exe. .', true],
  ['SETUP.MSI', true],
  ['macro.xlsm', true],
  ['link.url', true],
  ['invoice.pdf', false],
  ['exe', false],
  ['my.exe.txt', false],
  ['', false],
])('%s ends as a program: %s', (name, ends) => {
  expect(endsAsProgram(name)).toBe(ends);
});

test.each([
  ['<!DOCTYPE html><title>Sign in', true],
  ['\uFEFF  <!-- hello --><HTML lang="en">', true],
  ['<htmlish>', false],
  ['Dear <b>Robin</b>', false],
])('%s is a web page: %s', (text, page) => {
  expect(isWebPage(Buffer.from(text))).toBe(page);
});

test.each([
  ['receipt.pdf', 'receipt.pdf'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\Users\\robin\\a.png', 'C__Users_robin_a.png'],
  // The letters after the mark are shown from right to left: it would read “photoexe.png”.
  ['photo\u202Egnp.exe', 'photognp.exe'],
  ['a\u0000b\r\nc.txt', 'ab c.txt'],
  ['con.txt', '_con.txt'],
  ['  . ', 'File'],
  [null, 'File'],
  ['Rechnung März (2).pdf', 'Rechnung März (2).pdf'],
  ['请求.pdf', '请求.pdf'],
])('a name is fit to be shown and saved: %j', (name, expected) => {
  expect(fileName(name, 'File')).toBe(expected);
});

test('a long name keeps its ending, and no half of a character', () => {
  const name = fileName(`${'😀'.repeat(200)}.pdf`, 'File');
  expect(name.length).toBeLessThanOrEqual(120);
  expect(name).toMatch(/…\.pdf$/);
  expect(encodeURIComponent(name)).toBeTruthy();
});
