import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = '.causal-mechanisms-native.json';
const retryAfterMs = 12 * 3600_000;

/**
 * @typedef {object} FailedAttempt
 * @property {string} key - What the attempt depended on, such as the tools that were found.
 * @property {number} time - When, in milliseconds.
 * @property {string} message - Why it failed.
 */

/**
 * @param {string} root - Root of the checkout.
 * @returns {Record<string, FailedAttempt>} The recorded failures, by package.
 */
function readAttempts(root) {
  const file = join(root, 'node_modules', fileName);
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {}; // damaged: as good as none
  }
}

/**
 * A recent failure under the same conditions: trying again would only cost time at every start.
 *
 * @param {string} root - Root of the checkout.
 * @param {string} name - Package name.
 * @param {string} key - What an attempt depends on now.
 * @param {number} now - Time, in milliseconds.
 * @returns {string} Why it failed, or '' when it should be tried.
 */
export function recentFailure(root, name, key, now) {
  const attempt = readAttempts(root)[name];
  if (attempt === undefined || attempt.key !== key) return '';
  return now >= attempt.time && now - attempt.time < retryAfterMs ? attempt.message : '';
}

/**
 * Remembers a failure.
 *
 * @param {string} root - Root of the checkout.
 * @param {string} name - Package name.
 * @param {FailedAttempt} attempt - What happened.
 */
export function recordFailure(root, name, attempt) {
  const all = { ...readAttempts(root), [name]: attempt };
  writeFileSync(join(root, 'node_modules', fileName), `${JSON.stringify(all, null, 2)}\n`);
}
