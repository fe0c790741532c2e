/** What of a benchmark a flag may change, such as `--words 100`. Pure. */

export interface Parameter<T> {
  about: string;
  /** Without the flag. */
  usual: T;
  /** Throws a sentence that says what is wanted. */
  read(text: string): T;
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;
export type Values<P extends Parameters> = { [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

export const whole = (usual: number, about: string): Parameter<number> => ({ about, usual, read: wholeNumber });

export const number = (usual: number, about: string): Parameter<number> => ({
  about,
  usual,
  read(text) {
    const read = Number(text);
    if (!(read > 0)) throw new Error('a number above 0');
    return read;
  },
});

export const wholes = (usual: readonly number[], about: string): Parameter<readonly number[]> => ({
  about,
  usual,
  read: (text) => partsOf(text).map(wholeNumber),
});

/** Some of what there is, by name. */
export const some = <T extends string>(all: readonly T[], about: string): Parameter<readonly T[]> => ({
  about,
  usual: all,
  read(text) {
    const named = partsOf(text);
    if (named.some((one) => !all.some((known) => known === one))) throw new Error(`some of ${all.join(',')}`);
    return all.filter((one) => named.includes(one));
  },
});

/** Empty unless one is named. */
export const folder = (about: string): Parameter<string> => ({ about, usual: '', read: (text) => text.trim() });

/** `perSecond` is `--per-second`. */
export const flagOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** @param given by name of the parameter, as typed */
export function valuesOf<P extends Parameters>(parameters: P, given: Readonly<Record<string, string>>): Values<P> {
  const values = Object.entries(parameters).map(([name, { usual, read }]): [string, unknown] => {
    const text = given[name];
    if (text === undefined) return [name, usual];
    try {
      return [name, read(text)];
    } catch (error) {
      throw new Error(`--${flagOf(name)} wants ${(error as Error).message}, not "${text}".`, { cause: error });
    }
  });
  return Object.fromEntries(values) as Values<P>;
}

function partsOf(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return [...new Set(parts)];
}

function wholeNumber(text: string): number {
  const read = Number(text);
  if (text.trim() === '' || !Number.isInteger(read) || read < 1) throw new Error('a whole number, 1 or more');
  return read;
}
