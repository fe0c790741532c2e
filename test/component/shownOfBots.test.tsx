/** @jest-environment ./test/component/support/page.ts */
import { screen } from '@testing-library/react';
import { showsAnything } from '../../tab/conversation/transcript/showsAnything';
import { Chat } from './support/Chat';
import { buildEscalation } from './support/build';
import { api, pageOf, show, transcriptOf } from './support/show';

test.each([
  ['<div class="ac-adaptiveCard"><div></div></div>', false],
  ['<div> <div style="height: 8px"></div></div>', false],
  ['<div><p>Your order</p></div>', true],
  ['<div><img alt="" /></div>', true],
  ['<div><button></button></div>', true],
])('a drawn card %s shows something: %s', (html, shows) => {
  const place = document.createElement('div');
  place.innerHTML = html;
  expect(showsAnything(place)).toBe(shows);
});

test('a handoff without a transcript shows what the bot said of the customer where their words would stand', async () => {
  const escalation = buildEscalation({
    agentMessage: 'She asked about parcel 7.',
    lastPhrase: 'where is it',
    lastSeq: 0,
  });
  const { id } = escalation;
  api.on(`GET /escalations/${id}`, escalation);
  api.on(`GET /escalations/${id}/events`, pageOf([]));
  api.on(`GET /escalations/${id}/messages`, transcriptOf([]));
  await show(<Chat id={id} alone />);
  const told = await screen.findByTestId('handed-over-with');
  expect(told.textContent).toBe('Message from the botShe asked about parcel 7.Last phrase“where is it”');
});
