export default {
  projects: ['<rootDir>/{packages,tools}/*/jest.config.mjs'],
  reporters: ['default', '<rootDir>/tools/scripts/jest-count-reporter.cjs'],
  maxWorkers: 2,
};
