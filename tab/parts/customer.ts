/** Whom a chat is with, for whoever reads it. Pure. */
import type { Escalation } from '../../src/contract/api';
import { erasedWords } from '../words/erased';

/** The customer's name; where they were erased, that. */
export const customerOf = ({ customer, erased }: Pick<Escalation, 'customer' | 'erased'>): string =>
  erased ? erasedWords.customer : customer.name;
