/**
 * `@fluentui/react-icons` for component tests: the package's own icons, each read from its own file when asked for.
 * The package's index reads all of some 20,000 at once, which takes longer than the tests.
 */
const shared = { ...require('@fluentui/react-icons/utils'), ...require('@fluentui/react-icons/providers') };

module.exports = new Proxy(shared, {
  get(known, name) {
    if (typeof name !== 'string' || name in known) return known[name];
    const [, family] = /^([A-Z]\w*?)\d*(?:Regular|Filled|Light|Color)$/.exec(name) ?? [];
    return family && require(`@fluentui/react-icons/svg/${fileOf(family)}`)[name];
  },
});

/** "ChevronDown" is in chevron-down. */
const fileOf = (family) => family.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
