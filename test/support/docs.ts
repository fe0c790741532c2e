/** The examples in docs/, taken from the page people copy them from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '../../docs');

/** The code block of this page in this language that holds these words. */
export function example(page: string, language: string, words: string): string {
  const blocks = [...readFileSync(join(DOCS, page), 'utf8').matchAll(/```(\w+)\n([\s\S]*?)```/g)];
  const code = blocks.find(([, of, text]) => of === language && text?.includes(words))?.[2];
  if (code === undefined) throw new Error(`docs/${page} has no ${language} example with "${words}".`);
  return code;
}
