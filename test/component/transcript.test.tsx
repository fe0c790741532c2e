/** @jest-environment ./test/component/support/page.ts */
/** A transcript longer than the window: where it opens, and what of it counts as read. */
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { signedIn } from '../../tab/desk/signedIn';
import { Chat } from './support/Chat';
import { buildEscalation, buildEvent, buildMessage } from './support/build';
import { api, held, refusal, show, transcriptOf, pageOf } from './support/show';

const LENGTH = 200;
const messages = Array.from({ length: LENGTH }, (_, at) => buildMessage({ seq: at + 1, text: `words ${at + 1}` }));

/** jsdom lays nothing out and scrolls nothing: a transcript is as high as its rows, and goes where it is told. */
const { prototype } = HTMLElement;
const before = Object.getOwnPropertyDescriptor(prototype, 'scrollHeight') as PropertyDescriptor;
beforeAll(() => {
  Object.defineProperty(prototype, 'scrollHeight', {
    ...before,
    get(this: HTMLElement) {
      const height =
        this.dataset['testid'] === 'transcript' ? parseFloat(this.querySelector('div')?.style.height ?? '') : NaN;
      return Number.isNaN(height) ? (before.get as () => number).call(this) : Math.max(height, window.innerHeight);
    },
  });
  prototype.scrollTo = function (this: HTMLElement, to?: ScrollToOptions | number) {
    if (typeof to === 'object') this.scrollTop = to.top ?? 0;
    setTimeout(() => fireEvent.scroll(this));
  };
});
afterAll(() => {
  Object.defineProperty(prototype, 'scrollHeight', before);
  Reflect.deleteProperty(prototype, 'scrollTo');
});

function conversation(readUpTo: number) {
  const escalation = buildEscalation({ lastSeq: LENGTH, lastCustomerSeq: LENGTH });
  const { id } = escalation;
  api.on(`GET /escalations/${id}`, escalation);
  api.on(`GET /escalations/${id}/events`, pageOf([]));
  api.on(`GET /escalations/${id}/messages`, transcriptOf(messages, readUpTo));
  const told = () => api.sent(`PUT /escalations/${id}/read`);
  return {
    id,
    told,
    part: <Chat id={id} alone />,
  };
}

test('opened at the first new message, the rest counts as read once one is there, and no sooner', async () => {
  const { told, part } = conversation(100);
  const { user } = await show(part);
  await screen.findByText('words 101');
  // Whatever was begun has been done.
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(told()).toEqual([]);
  await user.click(await screen.findByTestId('to-newest'));
  await waitFor(() => expect(told()).toEqual([{ upTo: LENGTH }]));
  expect(screen.queryByTestId('to-newest')).toBeNull();
});

test('opened at the end, all of it is read', async () => {
  const { told, part } = conversation(LENGTH - 1);
  await show(part);
  await waitFor(() => expect(told()).toEqual([{ upTo: LENGTH }]));
});

test('what was read while signed out is told once signed in again', async () => {
  const { id, told, part } = conversation(LENGTH - 1);
  api.on(`PUT /escalations/${id}/read`, refusal(401, { code: 'unauthorized', title: 'Sign in first' }));
  await show(part);
  await waitFor(() => expect(told()).toHaveLength(2));
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  api.on(`PUT /escalations/${id}/read`, {});
  act(() => signedIn(true));
  await waitFor(() => expect(told()).toHaveLength(3));
});

test('where what happened does not come, what was said is there all the same; it takes its place when it comes', async () => {
  const escalation = buildEscalation({ lastSeq: 2 });
  const { id } = escalation;
  const events = held();
  api.on(`GET /escalations/${id}`, escalation);
  api.on(`GET /escalations/${id}/events`, events.answer);
  api.on(`GET /escalations/${id}/messages`, transcriptOf(messages.slice(0, 2), 2));
  await show(<Chat id={id} alone />);
  await screen.findByText('words 2');
  expect(screen.queryByTestId('event')).toBeNull();
  events.give(pageOf([buildEvent({ afterSeq: 1 })]));
  const event = await screen.findByTestId('event');
  expect(event.compareDocumentPosition(screen.getByText('words 1'))).toBe(Node.DOCUMENT_POSITION_PRECEDING);
  expect(event.compareDocumentPosition(screen.getByText('words 2'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});
