import { replaceEqualDeep } from '@tanstack/react-query';

const isPreparing = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'preparing' in answer && answer.preparing !== null;

/** A busy desk may be behind for a moment: what has been counted stays in view until the newer figures are ready. */
export const stillCounted = (before: unknown, next: unknown): unknown =>
  isPreparing(next) && before !== undefined && !isPreparing(before) ? before : replaceEqualDeep(before, next);
