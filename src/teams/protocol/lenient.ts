/** Lenient schemas for optional fields: what is missing or wrong is null or left out, and the rest is kept. Pure. */
import { z } from 'zod';

/** Null for what is missing or of another kind. */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().catch(null);
}

/** The items that can be read, up to a limit. */
export function listOf<T extends z.ZodType>(schema: T, most: number) {
  return z
    .unknown()
    .optional()
    .transform((list): z.output<T>[] => {
      if (!Array.isArray(list)) return [];
      return list.slice(0, most).flatMap((item) => {
        const { success, data } = schema.safeParse(item);
        return success ? [data] : [];
      });
    });
}
