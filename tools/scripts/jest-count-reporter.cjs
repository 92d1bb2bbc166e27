// Closing line of a Jest run, written after Jest's own summary and kept in coverage/test-count.txt for scripts that go on.
// A suite that cannot load counts as one failure. Under nx each project has a run of its own, and run-tests.mjs adds them up.
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

module.exports = class CountReporter {
  constructor({ rootDir }) {
    this.folder = join(rootDir, 'coverage');
    this.file = join(this.folder, 'test-count.txt');
  }

  onRunStart() {
    rmSync(this.file, { force: true });
  }

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`;
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.file, line);
    if (process.env.NX_TASK_TARGET_PROJECT !== undefined) return;
    process.once('exit', () => process.stdout.write(`\n${line}`));
  }
};
