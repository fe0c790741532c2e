/** @jest-environment ./test/component/support/page.ts */
import { Button } from '@fluentui/react-components';
import { act, fireEvent, screen } from '@testing-library/react';
import { useNotice } from '../../tab/parts/Notice';
import { show } from './support/show';

afterEach(() => jest.useRealTimers());

function Asking() {
  const { say } = useNotice();
  return <Button onClick={() => say('info', 'Nobody else waits for you.')}>Next</Button>;
}

test('what is said again is heard again: its words are new on the page', async () => {
  const { user } = await show(<Asking />);
  await user.click(screen.getByRole('button', { name: 'Next' }));
  const first = screen.getByText('Nobody else waits for you.');
  await user.click(screen.getByRole('button', { name: 'Next' }));
  expect(screen.getByText('Nobody else waits for you.')).not.toBe(first);
  expect(screen.getByTestId('announcer').textContent).toBe('');
});

function Saying() {
  const { say } = useNotice();
  return (
    <>
      <Button onClick={() => say('success', 'Saved.')}>Save</Button>
      <Button onClick={() => say('error', 'Not saved.')}>Fail</Button>
    </>
  );
}

async function said(name: string) {
  await show(<Saying />);
  jest.useFakeTimers();
  fireEvent.click(screen.getByRole('button', { name }));
  return screen.getByTestId('notice');
}
const later = (ms: number) => act(() => jest.advanceTimersByTime(ms));

test('what went well goes by itself, and not while one looks at it', async () => {
  const notice = await said('Save');
  later(9_999);
  expect(screen.getByTestId('notice')).toBe(notice);
  fireEvent.mouseEnter(notice);
  later(60_000);
  fireEvent.mouseLeave(notice);
  later(9_999);
  expect(screen.getByTestId('notice').textContent).toBe('Saved.');
  later(1);
  expect(screen.queryByTestId('notice')).toBeNull();
});

test('what went wrong stays until it is dismissed', async () => {
  await said('Fail');
  later(600_000);
  expect(screen.getByTestId('notice').textContent).toBe('Not saved.');
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByTestId('notice')).toBeNull();
});
