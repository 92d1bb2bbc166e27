/**
 * @typedef {object} TestCount
 * @property {number} passed - Tests that passed.
 * @property {number} failed - Tests that failed, and suites that could not be loaded.
 * @property {number} skipped - Tests that were not run.
 */

/**
 * Reads the line that a run of Jest leaves behind.
 *
 * @param {string | undefined} text - Such as `12 passed, 0 failed, 1 skipped`; undefined when a run left none.
 * @returns {TestCount} The numbers; one failure where there is no such line.
 */
export function parseCount(text) {
  const match = /^(\d+) passed, (\d+) failed, (\d+) skipped\s*$/.exec(text ?? '');
  if (match === null) return { passed: 0, failed: 1, skipped: 0 };
  const [passed = 0, failed = 0, skipped = 0] = match.slice(1).map(Number);
  return { passed, failed, skipped };
}

/**
 * Adds the counts of several runs.
 *
 * @param {readonly TestCount[]} counts - One of each run.
 * @returns {string} The line for all of them.
 */
export function totalLine(counts) {
  /** @param {keyof TestCount} kind */
  const total = (kind) => counts.reduce((sum, count) => sum + count[kind], 0);
  return `${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`;
}
