/** Jest's module loader, but packages come from Node's own: loaded once per worker instead of once per suite. */
const { compileFunction } = require('node:vm');
const { sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');
const OwnGlobals = require('./environment.cjs');

const PACKAGES = `${sep}node_modules${sep}`;

module.exports = class extends Runtime {
  constructor(config, environment, ...rest) {
    super(config, environment, ...rest);
    // Pages in jsdom need packages that see its window.
    this.isShared = environment instanceof OwnGlobals;
    if (!this.isShared) return;
    const { executor } = this;
    executor.compile = (source, filename) => compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  requireModule(from, name, ...rest) {
    if (!this.isShared || !name || this._resolution.isCoreModule(name)) return super.requireModule(from, name, ...rest);
    const path = this._resolution.resolveCjs(from, name);
    return path.includes(PACKAGES) && !isEsm(path) ? require(path) : super.requireModule(from, name, ...rest);
  }
};

/** Those that jest makes CommonJS of; see `transform` in the configuration. */
const isEsm = (path) => path.includes(`${PACKAGES}strip-bom${sep}`);
