/** The README's examples, taken from the page people copy them from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** The code block of this language that holds these words. */
export function example(language: string, words: string): string {
  const blocks = [...README.matchAll(/```(\w+)\n([\s\S]*?)```/g)];
  const code = blocks.find(([, of, text]) => of === language && text?.includes(words))?.[2];
  if (code === undefined) throw new Error(`The README has no ${language} example with "${words}".`);
  return code;
}
