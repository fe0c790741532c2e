/**
 * Tests on the process's own globals. Jest gives each suite a world of its own, in which every package is loaded anew;
 * ours are kept apart by their databases and ports, so packages are loaded once per worker (see runtime.cjs) and meet
 * the same `Error` and `Array` as the tests do.
 */
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global = globalThis;
  }
};
