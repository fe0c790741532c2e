/** Work begun at an even pace, whether or not the work before has ended: what stalls makes all of it late. */

/** Resolves once all of it has ended; the first failure ends it. */
export async function atPace(
  perSecond: number,
  count: number,
  work: (n: number) => Promise<unknown>,
  tell: (share: number) => void = () => undefined,
): Promise<void> {
  let failure: { error: unknown } | null = null;
  const under: Promise<void>[] = [];
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    const due = began + (n * 1_000) / perSecond;
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    if (failure) break;
    under.push(work(n).then(noted, (error: unknown) => void (failure ??= { error })));
    tell(n / count);
  }
  await Promise.all(under);
  if (failure) throw (failure as { error: unknown }).error;
}

const noted = (): void => undefined;
