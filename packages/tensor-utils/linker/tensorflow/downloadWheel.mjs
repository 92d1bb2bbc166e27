import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NativeError } from '../nativeError.mjs';
import { lastLine, runCommand } from '../runCommand.mjs';

const downloadLimitMs = 30 * 60_000;

/** @typedef {import('./chooseWheel.mjs').WheelRequest} WheelRequest */

/**
 * Downloads one wheel with pip, from whatever index the user has configured. pip checks the hash
 * that the index announces.
 *
 * @param {string} python - Path of python3.
 * @param {readonly WheelRequest[]} requests - What to ask for, best first.
 * @param {string} folder - Where to put it; made when missing.
 * @returns {Promise<string>} Path of the wheel.
 * @throws {NativeError} `ERR_NATIVE_DOWNLOAD` when no request is served.
 */
export async function downloadWheel(python, requests, folder) {
  const failures = [];
  for (const { requirement, python: version } of requests) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const result = await runCommand(
      python,
      [
        ...['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--no-cache-dir'],
        ...['--disable-pip-version-check', '--no-input', '--progress-bar', 'off'],
        ...['--retries', '1', '--python-version', version, '--dest', folder, requirement],
      ],
      { timeoutMs: downloadLimitMs },
    );
    const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
    if (result.status === 0 && wheel !== undefined) return join(folder, wheel);
    const reason = result.timedOut ? 'took too long' : lastLine(result.output);
    failures.push({ reason, output: result.output });
  }
  throw new NativeError(
    'ERR_NATIVE_DOWNLOAD',
    `pip could not download ${requests[0]?.requirement ?? 'anything'}: ${failures[0]?.reason ?? ''}`,
    { detail: failures.map(({ output }) => output).join('\n') },
  );
}
