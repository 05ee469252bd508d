/** Server tests and the web's pure code. Browser tests are Playwright's (npm run e2e). */
const transform = {
  '^.+\\.m?[tj]s$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
        target: 'es2022',
      },
      module: { type: 'commonjs' },
    },
  ],
}

module.exports = {
  maxWorkers: 2,
  testTimeout: 60_000,
  projects: [
    {
      displayName: 'server',
      testMatch: [
        '<rootDir>/server/**/*.test.ts',
        '<rootDir>/scripts/**/*.test.ts',
        '<rootDir>/demo/**/*.test.ts',
        '<rootDir>/bench/**/*.test.ts',
        '<rootDir>/clients/**/*.test.ts',
      ],
      modulePathIgnorePatterns: ['<rootDir>/server/dist', '<rootDir>/web/dist', '<rootDir>/data'],
      transform,
      setupFiles: ['reflect-metadata'],
      globalSetup: '<rootDir>/server/test/global-setup.ts',
      globalTeardown: '<rootDir>/server/test/global-teardown.ts',
    },
    {
      displayName: 'web',
      testMatch: ['<rootDir>/web/{src,explorer}/**/*.test.ts'],
      modulePathIgnorePatterns: ['<rootDir>/web/dist'],
      transform,
    },
  ],
}
