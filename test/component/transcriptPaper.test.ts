/** @jest-environment ./test/component/support/page.ts */
import { markdownToHtml } from '../../tab/conversation/transcript/markdown';
import { printTranscript, transcriptText } from '../../tab/conversation/transcript/transcriptText';
import { buildEscalation, buildMessage } from './support/build';

test('on paper Markdown is laid out as on the screen, plain words stay as written, and nothing is left behind', () => {
  let sheet = '';
  window.print = () => {
    sheet = document.querySelector('.transcript-sheet')?.innerHTML ?? '';
    window.dispatchEvent(new Event('afterprint'));
  };
  const said = [
    buildMessage({ seq: 1, text: '**Bold** <b>raw</b>', format: 'markdown' }),
    buildMessage({ seq: 2, text: '**as written** <i>too</i>', format: 'plain' }),
  ];
  printTranscript(buildEscalation(), said, [], 'en-GB', markdownToHtml);
  expect(sheet).toContain('<strong>Bold</strong> &lt;b&gt;raw&lt;/b&gt;');
  expect(sheet).toContain('**as written** &lt;i&gt;too&lt;/i&gt;');
  expect(document.querySelector('.transcript-sheet')).toBeNull();
});

test('copied words say which of them did not arrive', () => {
  const delivery = { state: 'failed', reason: 'Blocked' } as const;
  const said = [
    buildMessage({ seq: 1, author: { kind: 'agent', id: 'a', name: 'Adele' }, text: 'Hello', delivery }),
    buildMessage({ seq: 2, author: { kind: 'system', id: null, name: 'Desk' }, text: 'Adele has left', delivery }),
  ];
  const text = transcriptText(buildEscalation(), said, [], 'en-GB');
  expect(text).toContain('Adele [Not delivered]: Hello');
  expect(text).toContain('[Customer was not told]: Adele has left');
});
