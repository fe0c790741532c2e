/** The suites that take longest go first, so that none of them keeps one worker at the end while the other is idle. */
const { readdirSync } = require('node:fs');
const { basename, join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Jest remembers how long each took; these are for its first run, which would go by the size of the files. */
const LONGEST = [
  'integration/plans',
  'journeys/skill',
  'integration/crash',
  'integration/workingDay',
  'journeys/graph',
  'journeys/agentInTeams',
  'journeys/figures',
  'journeys/tab',
  'journeys/screens',
  'journeys/writing',
  'integration/bundled',
  'integration/relay',
  'integration/twoDesks',
  'journeys/connections',
  'journeys/handoff',
  'journeys/elsewhere',
  'integration/stream',
  'integration/personChats',
  'journeys/agentFigures',
  'journeys/start',
].map((name) => join('test', `${name}.test.ts`));

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const isFirst = (test) => test.duration === undefined && LONGEST.some((path) => test.path.endsWith(path));
    const sorted = super.sort(tests);
    return [...sorted.filter(isFirst).sort(byPlace), ...sorted.filter((test) => !isFirst(test))];
  }
};

function byPlace(one, other) {
  const place = ({ path }) => LONGEST.findIndex((long) => path.endsWith(long));
  return place(one) - place(other);
}

const suites = readdirSync(join(__dirname, '../test'), { recursive: true }).map((path) => join('test', path));
const gone = LONGEST.filter((path) => !suites.includes(path));
if (gone.length > 0) throw new Error(`${basename(__filename)} names suites that are not there: ${gone.join(', ')}.`);
