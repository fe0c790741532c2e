import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whatever people are told stands in src/cards/words, a room per audience, so that it can be read and translated there. */
const ROOMS = ['arrival', 'escalation', 'delivery', 'connection', 'intake', 'teams'];
const SAID = /\b(?:text: |say\(|outcome: |withToast\(|withError\(|problems\.push\()[`'"][A-Z].*/;

test.each(ROOMS)('no sentence for people is written in src/%s', (room) => {
  const folder = join('src', room);
  const said = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .flatMap((line) => SAID.exec(line)?.[0] ?? []);
  expect(said).toEqual([]);
});
