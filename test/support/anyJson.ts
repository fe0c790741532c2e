/** JSON of any shape, for fuzzing the ways in: any text, nested, and names the reader knows or the language does. */
import fc from 'fast-check';

/** @param names of fields, beside any others */
export function anyJson(names: readonly string[]): { name: fc.Arbitrary<string>; json: fc.Arbitrary<unknown> } {
  const name = fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 12 }));
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('json'), { maxLength: 5 }),
      fc.array(fc.tuple(name, tie('json')), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
    ),
  }));
  return { name, json };
}
