/** @jest-environment ./test/component/support/page.ts */
/** Of how many of a bot's chats it is: in words, and never a share of what nobody knows. */
import { screen } from '@testing-library/react';
import { BotsOf } from '../../tab/now/failures/BotsOf';
import { ofChatsWords, shareTrendWords } from '../../tab/words/failures';
import { show } from './support/show';

const HOURS = { known: 1, of: 24 };
const known = (id: string, source: 'counted' | 'reported' | 'notReported' | 'notCounted') => ({
  id,
  name: id,
  source,
  hours: HOURS,
});
const bot = (id: string, share: number | null, previous: number | null = null) => ({
  id,
  name: id,
  count: 3,
  ofChats: share === null ? null : { count: 2, chats: 10, share, previous },
});

test('shares, trends and what is not known stand beside each bot', async () => {
  const opened: object[] = [];
  const { user } = await show(
    <BotsOf
      bots={[bot('Shop', 0.2, 0.25), bot('Silent', null), bot('Young', null), bot('Odd', null)]}
      known={[
        known('Shop', 'reported'),
        known('Silent', 'notReported'),
        known('Young', 'notCounted'),
        known('Odd', 'counted'),
      ]}
      name="late parcel"
      shows={{ phrase: 'late parcel' }}
      onHistory={(shows) => opened.push(shows)}
    />,
    { roles: ['manager'] },
  );
  expect(screen.getAllByTestId('failure-bot').map(({ textContent }) => textContent)).toEqual([
    'Shop 3· 20 % of its chats· 5 points fewer than before',
    'Silent 3· its chats were not reported',
    'Young 3· its chats were not counted yet',
    'Odd 3· no chats are known of these hours',
  ]);
  await user.click(screen.getByText('20 % of its chats'));
  expect(opened).toEqual([{ phrase: 'late parcel', connection: 'Shop', figure: 'escalated' }]);
});

test('whoever may not know of chats is told nothing of them', async () => {
  await show(
    <BotsOf bots={[bot('Shop', null)]} known={null} name="late parcel" shows={{}} onHistory={() => undefined} />,
    { roles: ['manager'] },
  );
  expect(screen.getByTestId('failure-bot').textContent).toBe('Shop 3');
});

test.each([
  [0, '0 % of its chats'],
  [0.0004, 'less than 0.1 % of its chats'],
  [0.0123, '1.2 % of its chats'],
  [0.5, '50 % of its chats'],
  [1, '100 % of its chats'],
])('a share of %d is %s', (share, words) => expect(ofChatsWords(share)).toBe(words));

test.each<[number, number | null, string]>([
  [0.2, null, 'its chats before are not known'],
  [0.2, 0.2, 'the same share as before'],
  [0.21, 0.2, '1 point more than before'],
  [0.2, 0.2004, 'less than 0.1 points fewer than before'],
  [0.058, 0, 'new: none before'],
  [0.1, 0.45, '35 points fewer than before'],
])('%d after %d is %s', (share, previous, words) => expect(shareTrendWords({ share, previous })).toBe(words));
