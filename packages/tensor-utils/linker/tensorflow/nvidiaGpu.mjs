import { existsSync } from 'node:fs';
import { findProgram } from '../nativeTools.mjs';
import { runCommand } from '../runCommand.mjs';

/**
 * A quick sign of an NVIDIA GPU that costs no process.
 *
 * @returns {boolean} Whether its driver is there (Linux, also under WSL).
 */
export function hasNvidiaDriver() {
  return ['/dev/nvidiactl', '/proc/driver/nvidia/version', '/dev/dxg'].some((path) =>
    existsSync(path),
  );
}

/**
 * Whether an NVIDIA GPU answers `nvidia-smi`.
 *
 * @param {NodeJS.ProcessEnv} [env] - Environment. Default: this process's.
 * @returns {Promise<boolean>} True when at least one is listed.
 */
export async function hasNvidiaGpu(env = process.env) {
  const program = findProgram('nvidia-smi', env);
  if (program === '' || !hasNvidiaDriver()) return false;
  const { status, stdout } = await runCommand(program, ['-L'], { timeoutMs: 15_000 });
  return status === 0 && /^GPU \d+:/m.test(stdout);
}
