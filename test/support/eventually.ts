type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined | void>;

/** Asks again and again until the answer is truthy, and gives it; fails with the last error when the time is up. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  options: { timeoutMs?: number; everyMs?: number; what?: string } = {},
): Promise<Truthy<T>> {
  const { timeoutMs = 10_000, everyMs = 25, what = 'the expected outcome' } = options;
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer as Truthy<T>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= deadline) break;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`Waited ${timeoutMs} ms for ${what}.`, { cause: last });
}
