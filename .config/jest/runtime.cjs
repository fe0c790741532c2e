/**
 * Jest's module loader, but packages come from Node's own: loaded once per worker instead of once per suite. Whatever
 * each suite has anew, our own modules and all that a page loads, is at least parsed once.
 */
const { compileFunction, Script } = require('node:vm');
const { sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');
const OwnGlobals = require('./environment.cjs');

const PACKAGES = `${sep}node_modules${sep}`;

/** Of this worker: for its own globals the function itself, for a page's a script that makes it in each. */
const functions = new Map();
const scripts = new Map();

module.exports = class extends Runtime {
  constructor(config, environment, ...rest) {
    super(config, environment, ...rest);
    // Pages in jsdom need packages that see its window.
    this.isShared = environment instanceof OwnGlobals;
    const { executor } = this;
    const names = executor.injectedModuleParameters;
    const compile = executor.compile.bind(executor);
    if (this.isShared) {
      executor.compile = (source, filename) =>
        once(functions, filename, source, () => compileFunction(source, names, { filename }));
    } else {
      executor.compile = (source, filename) => {
        const context = environment.getVmContext();
        if (context === null) return null;
        const script = once(scripts, filename, source, () => scriptOf(source, filename, names));
        // What is wrong with it is better said by jest.
        return script ? script.runInContext(context) : compile(source, filename);
      };
    }
  }

  requireModule(from, name, ...rest) {
    if (!this.isShared || !name || this._resolution.isCoreModule(name)) return super.requireModule(from, name, ...rest);
    const path = this._resolution.resolveCjs(from, name);
    return path.includes(PACKAGES) && !isEsm(path) ? require(path) : super.requireModule(from, name, ...rest);
  }
};

function once(made, filename, source, make) {
  const known = made.get(filename);
  if (known?.source === source) return known.result;
  const result = make();
  made.set(filename, { source, result });
  return result;
}

function scriptOf(source, filename, names) {
  const before = `(function (${names.join(', ')}) {`;
  try {
    return new Script(`${before}${source}\n})`, { filename, columnOffset: -before.length });
  } catch {
    return null;
  }
}

/** Those that jest makes CommonJS of; see `transform` in the configuration. */
const isEsm = (path) => path.includes(`${PACKAGES}strip-bom${sep}`);
