import { jest } from '@jest/globals';

// A hung test should fail, a busy machine should not: learners share two cores with other suites.
jest.setTimeout(180_000);
