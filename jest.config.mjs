export default {
  projects: ['<rootDir>/{packages,tools}/*/jest.config.mjs'],
  reporters: ['default', '<rootDir>/tools/scripts/jest-count-reporter.cjs'],
  maxWorkers: 2,
  // Modules of a test file are not freed: a process that has grown is replaced.
  workerIdleMemoryLimit: '1500MB',
};
