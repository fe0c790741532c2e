/** @jest-environment ./test/component/support/page.ts */
import { Button } from '@fluentui/react-components';
import { screen } from '@testing-library/react';
import { useNotice } from '../../tab/parts/Notice';
import { show } from './support/show';

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
