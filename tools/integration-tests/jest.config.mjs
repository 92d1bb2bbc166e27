export default {
  displayName: 'integration-tests',
  preset: '../../jest.preset.cjs',
  globalSetup: '<rootDir>/consumer/globalSetup.mjs',
  globalTeardown: '<rootDir>/consumer/globalTeardown.mjs',
};
