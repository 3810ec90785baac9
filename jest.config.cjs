/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: '<rootDir>/test/setup/jest/environment.cjs',
  runtime: '<rootDir>/test/setup/jest/runtime.cjs',
  testSequencer: '<rootDir>/test/setup/jest/sequencer.cjs',
  globalSetup: '<rootDir>/test/setup/cluster-setup.ts',
  globalTeardown: '<rootDir>/test/setup/cluster-teardown.ts',
  setupFiles: ['reflect-metadata'],
  maxWorkers: 2,
  testTimeout: 30_000,
  transform: {
    '[.]ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
          keepClassNames: true,
        },
        // What is published as modules only is imported as Node does it.
        module: { type: 'commonjs', ignoreDynamic: true },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/web/dist/', '<rootDir>/.stryker-tmp/'],
};
