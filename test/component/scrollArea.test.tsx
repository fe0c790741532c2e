/** @jest-environment ./test/component/support/page.ts */
import { screen, waitFor } from '@testing-library/react';
import { ScrollArea } from '../../tab/parts/ScrollArea';
import { show } from './support/show';

test('what scrolls is a stop of the Tab key while nothing in it is', async () => {
  const area = (inside: string) => (
    <ScrollArea data-testid="area">
      {inside === 'words' ? <p>Nobody is waiting</p> : <button>{inside}</button>}
    </ScrollArea>
  );
  const { reload } = await show(area('words'));
  const tabIndex = () => screen.getByTestId('area').tabIndex;
  await waitFor(() => expect(tabIndex()).toBe(0));
  reload(area('Claim'));
  await waitFor(() => expect(tabIndex()).toBe(-1));
});
