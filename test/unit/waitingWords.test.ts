import { aheadWords } from '../../src/cards/words/customer/waiting';

test.each([
  [0, 'You are next in line'],
  [1, 'One person is ahead of you'],
  [10, '10 people are ahead of you'],
  [11, 'More than 10 people are ahead of you'],
  [20, 'More than 10 people are ahead of you'],
  [21, 'More than 20 people are ahead of you'],
  [50, 'More than 40 people are ahead of you'],
  [51, 'More than 50 people are ahead of you'],
  [100, 'More than 50 people are ahead of you'],
  [101, 'More than 100 people are ahead of you'],
])('%i ahead: %s', (ahead, words) => {
  expect(aheadWords(ahead)).toBe(words);
});
