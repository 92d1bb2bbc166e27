module.exports = {
  testEnvironment: require.resolve('./tools/scripts/jest-environment.cjs'),
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironmentOptions: {
    customExportConditions: ['@causal-mechanisms/source', 'node', 'node-addons'],
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline' },
    ],
  },
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: [require.resolve('./jest.setup.mjs')],
  setupFilesAfterEnv: [require.resolve('./jest.timeout.mjs')],
  coverageDirectory: '<rootDir>/coverage',
};
