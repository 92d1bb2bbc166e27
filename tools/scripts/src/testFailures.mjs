import { relative } from 'node:path';

/** Lines of a failure's message that are kept: what was expected and where, without the runner's own frames. */
const LINES = 12;

/**
 * @typedef {object} Suite - What is read of one that Jest ran.
 * @property {string} testFilePath - Its file.
 * @property {unknown} [testExecError] - Why it could not be loaded.
 * @property {string | null} [failureMessage] - The same in words.
 * @property {readonly { readonly status: string, readonly fullName: string, readonly failureMessages: readonly string[] }[]} testResults - Its tests.
 */

/**
 * Says where each failure of a run of Jest is, and the beginning of what it says.
 *
 * @param {readonly Suite[]} suites - Of the run.
 * @param {string} rootDir - Paths are told from here.
 * @returns {string} The failures, an empty line after each.
 */
export function failureText(suites, rootDir) {
  return suites
    .flatMap(({ testFilePath, testExecError, failureMessage, testResults }) => {
      const file = relative(rootDir, testFilePath);
      if (testExecError) return [`${file}\n${beginning(failureMessage ?? '')}`];
      return testResults
        .filter(({ status }) => status === 'failed')
        .map((test) => `${file}: ${test.fullName}\n${beginning(test.failureMessages.join('\n'))}`);
    })
    .map((failure) => `${failure}\n\n`)
    .join('');
}

/** @param {string} message - Of any length. */
function beginning(message) {
  return message.split('\n').slice(0, LINES).join('\n');
}
