import type { ProblemCode } from '../contract/api';

/**
 * An expected condition. Its code, message and extra are safe to show to whoever asked;
 * anything else that is thrown is a bug and is shown as `internal`.
 */
export class AppError extends Error {
  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'AppError';
  }
}

/** The database cannot be reached, or does not write. Not refused for good: asked again later, all goes on. */
export class DatabaseAway extends Error {
  /** The cause's. */
  readonly code: string | undefined;

  /** @param message safe to show, and what to do */
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'DatabaseAway';
    const { code } = (cause ?? {}) as { code?: unknown };
    this.code = typeof code === 'string' ? code : undefined;
  }
}

/** The message of any thrown value, for logs and delivery reasons. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * A well-formed request with one field that cannot be right.
 * @param detail for those who read only one sentence, without the field's name beside it
 */
export function badField(path: string, message: string, detail = message): AppError {
  return new AppError('bad_request', detail, { errors: [{ path, message }] });
}
