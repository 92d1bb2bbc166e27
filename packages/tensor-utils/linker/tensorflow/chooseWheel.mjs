import { NativeError } from '../nativeError.mjs';

/** The TensorFlow release that the addon is tested with. */
const preferredVersion = '2.21.0';

// The library does not depend on Python; this is the version for which the release has wheels.
const wheelPython = '3.11';

/**
 * @typedef {object} WheelChoice
 * @property {string} project - Name on the Python package index.
 * @property {boolean} cuda - Whether the CUDA libraries belong to it.
 * @property {readonly WheelRequest[]} requests - What to ask for, best first.
 *
 * @typedef {object} WheelRequest
 * @property {string} requirement - For pip, such as `tensorflow-cpu==2.21.0`.
 * @property {string} python - Python version of the wheel.
 *
 * @typedef {object} Machine
 * @property {string} platform - As in `process.platform`.
 * @property {string} arch - As in `process.arch`.
 * @property {boolean} nvidia - Whether an NVIDIA GPU answers.
 */

/**
 * Which TensorFlow wheels hold the library for a machine.
 *
 * @param {Machine} machine - Platform, processor, GPU.
 * @returns {WheelChoice[]} Choices, best first.
 * @throws {NativeError} `ERR_NATIVE_PLATFORM` when there are no such wheels.
 */
export function chooseWheel(machine) {
  const { platform, arch, nvidia } = machine;
  const known =
    (platform === 'linux' || platform === 'darwin') && (arch === 'x64' || arch === 'arm64');
  if (!known) {
    throw new NativeError(
      'ERR_NATIVE_PLATFORM',
      `there is no TensorFlow wheel to link to on ${platform} ${arch} (only Linux and macOS)`,
    );
  }
  if (platform === 'darwin') return [choice('tensorflow', false)];
  if (nvidia && arch === 'x64') return [choice('tensorflow', true)];
  if (arch === 'x64') return [choice('tensorflow-cpu', false)];
  return [choice('tensorflow-cpu', false), choice('tensorflow', false)];
}

/**
 * @param {string} project - Name on the Python package index.
 * @param {boolean} cuda - Whether the CUDA libraries belong to it.
 * @returns {WheelChoice} The tested release first, then any that the addon can use.
 */
function choice(project, cuda) {
  return {
    project,
    cuda,
    requests: [
      { requirement: `${project}==${preferredVersion}`, python: wheelPython },
      { requirement: `${project}>=2.12`, python: wheelPython },
    ],
  };
}

/**
 * The CUDA wheels that a TensorFlow wheel wants beside it.
 *
 * @param {string} metadata - Text of the wheel's METADATA file.
 * @returns {string[]} Requirements for pip, from the extra `and-cuda`.
 * @throws {NativeError} `ERR_NATIVE_ARCHIVE` when one is not a plain requirement.
 */
export function cudaRequirements(metadata) {
  const found = [];
  for (const line of metadata.split(/\r?\n/)) {
    const match = /^Requires-Dist:\s*([^;]+?)\s*;.*\bextra\s*==\s*["']and-cuda["']/.exec(line);
    const requirement = match?.[1]?.replace(/[()\s]/g, '');
    if (requirement === undefined) continue;
    // It becomes an argument of pip: nothing that could be read as an option or an address.
    if (!/^nvidia-[A-Za-z0-9._-]+([<>=!~]=?[0-9.*]+(,[<>=!~]=?[0-9.*]+)*)?$/.test(requirement)) {
      throw new NativeError('ERR_NATIVE_ARCHIVE', `unexpected requirement ${JSON.stringify(line)}`);
    }
    found.push(requirement);
  }
  return found;
}
