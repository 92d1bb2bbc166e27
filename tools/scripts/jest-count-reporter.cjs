// Closing line of a Jest run, written after Jest's own summary and kept in coverage/test-count.txt for scripts that go on.
// A suite that cannot load counts as one failure. What failed is kept in coverage/test-failures.txt. Under nx each project has a run of its own, and run-tests.mjs adds them up.
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');

/** Lines of a failure's message that are kept. */
const LINES = 12;

module.exports = class CountReporter {
  constructor({ rootDir }) {
    this.folder = join(rootDir, 'coverage');
    this.rootDir = rootDir;
    this.file = join(this.folder, 'test-count.txt');
    this.failures = join(this.folder, 'test-failures.txt');
  }

  onRunStart() {
    for (const file of [this.file, this.failures]) rmSync(file, { force: true });
  }

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`;
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.file, line);
    if (failed > 0) writeFileSync(this.failures, this.failuresOf(results.testResults));
    if (process.env.NX_TASK_TARGET_PROJECT !== undefined) return;
    process.once('exit', () => process.stdout.write(`\n${line}`));
  }

  /** Where each failure is, and the beginning of what it says. */
  failuresOf(suites) {
    const start = (text) => text.split('\n').slice(0, LINES).join('\n');
    return suites
      .flatMap(({ testFilePath, testExecError, failureMessage, testResults }) => {
        const file = relative(this.rootDir, testFilePath);
        if (testExecError) return [`${file}\n${start(failureMessage ?? '')}`];
        return testResults
          .filter(({ status }) => status === 'failed')
          .map((test) => `${file}: ${test.fullName}\n${start(test.failureMessages.join('\n'))}`);
      })
      .map((failure) => `${failure}\n\n`)
      .join('');
  }
};
