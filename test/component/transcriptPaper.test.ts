/** @jest-environment ./test/component/support/page.ts */
import { markdownToHtml } from '../../tab/conversation/transcript/markdown';
import { printTranscript } from '../../tab/conversation/transcript/transcriptText';
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
