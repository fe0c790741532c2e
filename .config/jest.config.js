/** Sources are transformed one by one with swc; types are checked by `npm test` beside it. */
const swc = (tsx) => [
  '@swc/jest',
  {
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', tsx },
      transform: { react: { runtime: 'automatic' } },
    },
  },
];

module.exports = {
  rootDir: '..',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testSequencer: '<rootDir>/.config/sequencer.cjs',
  testEnvironment: '<rootDir>/.config/jest/environment.cjs',
  runtime: '<rootDir>/.config/jest/runtime.cjs',
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/', '<rootDir>/.test-artifacts/'],
  globalSetup: '<rootDir>/test/support/globalSetup.ts',
  globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
  // The manifest validator and the charts need packages that come as ESM only.
  transform: {
    '\\.ts$': swc(false),
    '\\.tsx$': swc(true),
    '/node_modules/(strip-bom|d3-[a-z-]+|internmap)/.+\\.m?js$': swc(false),
  },
  transformIgnorePatterns: ['/node_modules/(?!(.+/node_modules/)?(strip-bom|d3-[a-z-]+|internmap)/)'],
  // Node's own `import()` wants the extension that only exists after the build.
  moduleNameMapper: {
    '^(\\./sandbox/.+)\\.js$': '$1',
    '^@fluentui/react-icons$': '<rootDir>/test/component/support/icons.cjs',
  },
  // Tests bound their waits by progress (test/support/eventually.ts); this is for one that would never end.
  testTimeout: 7_200_000,
  // A worker that has nothing left to do may take its time to end, where many want every core.
  workerGracefulExitTimeout: 60_000,
  // Most of a test is waiting: for PostgreSQL, for other processes, for a browser.
  maxWorkers: 3,
};
