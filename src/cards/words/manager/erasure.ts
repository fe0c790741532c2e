/** For managers: why a customer, or words, cannot be erased just now. Pure. */

const listed = (numbers: readonly number[]): string => numbers.map((number) => `#${number}`).join(', ');

export const endsFirst = (numbers: readonly number[]): string =>
  numbers.length === 1
    ? `${listed(numbers)} is still open. End it first; then this customer can be erased.`
    : `${listed(numbers)} are still open. End them first; then this customer can be erased.`;

export const ON_ITS_WAY_STILL =
  'Something is still on its way to this customer or their bot. Try again in a moment, once it has arrived or failed.';

export const ERASED_ALREADY = 'This customer has been erased already.';

export const tooManyRequests = (most: number): string =>
  `This customer has more than ${most} requests, more than is erased at once. A bot that gives all of its customers one id looks like that.`;

export const NAMES_THE_CUSTOMER = 'The reason stays when the customer is gone. Leave their name out of it.';
