// Closing line of a Jest run, written after Jest's own summary and kept in coverage/test-count.txt for scripts that go on.
// A suite that cannot load counts as one failure. What failed is kept in coverage/test-failures.txt. Under nx each project has a run of its own,
// and run-tests.mjs puts them together.
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

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

  async onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`;
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.file, line);
    if (failed > 0) {
      const { failureText } = await import('./src/testFailures.mjs');
      writeFileSync(this.failures, failureText(results.testResults, this.rootDir));
    }
    if (process.env.NX_TASK_TARGET_PROJECT !== undefined) return;
    process.once('exit', () => process.stdout.write(`\n${line}`));
  }
};
