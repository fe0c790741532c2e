/** Mistakes the server found, by the field they stand at. Pure. */
import { ApiError } from '../../desk/apiError';

/** What is wrong with a field, or with one inside it. */
export function mistakeAt(error: unknown, ...paths: string[]): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.fields.find(({ path }) => paths.some((one) => path === one || path.startsWith(`${one}.`)))?.message;
}

/** The error when no field says it already. */
export const elsewhere = (error: unknown): unknown =>
  error instanceof ApiError && error.fields.length > 0 ? null : error;

/** Somebody else saved first. */
export const isChangedMeanwhile = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'changed_meanwhile';
