import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, lockFileFor } from '../cacheFolder.mjs';
import { withLock } from '../folderLock.mjs';
import { kernelFiles } from './kernelFiles.mjs';
import { findTools } from '../nativeTools.mjs';
import { lastLine, runCommand } from '../runCommand.mjs';

/**
 * @typedef {import('../findPackage.mjs').NativePackage} NativePackage
 * @typedef {import('./kernelFiles.mjs').KernelFiles} KernelFiles
 *
 * @typedef {object} KernelOptions
 * @property {boolean} [force] - Compile although they are in place. Default: false.
 * @property {string} [cache] - Cache folder. Default: the user's.
 * @property {string} [compiler] - Path of the C++ compiler, '' for none. Default: the one in PATH.
 * @property {(line: string) => void} say - Where to report progress.
 *
 * @typedef {object} KernelRecord
 * @property {string} compiler - Which compiler it was.
 * @property {string} problem - Why it failed, or ''.
 */

const buildLimitMs = 5 * 60_000;
const checkLimitMs = 60_000;

// Only what keeps NaN, infinity and the order of sums as they are written.
const flags = [
  ...['-O3', '-std=gnu++17', '-fPIC', '-shared', '-fvisibility=hidden', '-pthread', '-w'],
  ...['-fno-math-errno', '-fno-trapping-math', '-fno-signed-zeros', '-ffp-contract=fast'],
  ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []),
];

// A convolution whose result is known, on the ops as they are used: an illegal instruction ends this process only.
const check = `
  const tf = require(process.argv[1]);
  const backend = tf.backend();
  process.dlopen({ exports: {} }, process.argv[2]);
  const { TF_ATTR_INT } = backend.binding;
  const attribute = (name) => ({ name, type: TF_ATTR_INT, value: 0 });
  const x = tf.ones([2, 8, 8, 16]), filter = tf.ones([3, 3, 16, 16]);
  const y = backend.executeSingleOutput(
    'CausalConv3x3', ['activation', 'biased', 'flip'].map(attribute), [x, filter, filter]);
  const difference = tf.conv2d(x, filter, 1, 'same').sub(y).abs().max().dataSync()[0];
  if (!(difference < 1e-3)) throw new Error('a convolution is wrong by ' + difference);
`;

/**
 * @param {string} compiler - Path of a compiler.
 * @returns {string} What changes when it is replaced.
 */
function compilerMark(compiler) {
  if (compiler === '') return '';
  const { size, mtimeMs } = statSync(compiler);
  return `${compiler} ${size} ${Math.trunc(mtimeMs)}`;
}

/**
 * @param {KernelFiles} files - Files.
 * @returns {KernelRecord | undefined} How the last attempt ended.
 */
function readRecord({ record }) {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return undefined; // none yet, or damaged: as good as none
  }
}

/**
 * @param {KernelFiles} files - Files.
 * @param {string} mark - Of the compiler.
 * @returns {string | undefined} The line about what is there, or undefined when it must be made.
 */
function presentLine(files, mark) {
  const record = readRecord(files);
  if (record?.compiler !== mark) return undefined;
  if (record.problem !== '') return `native kernels not built: ${record.problem}`;
  return existsSync(files.addon) ? 'native kernels: in place' : undefined;
}

/**
 * @param {NativePackage} target - The package to check with.
 * @param {KernelFiles} files - Files.
 * @param {string} compiler - Path of the compiler.
 * @returns {Promise<string>} Why they could not be made, or ''.
 */
async function compile(target, files, compiler) {
  const temporary = mkdtempSync(join(files.folder, 'unfinished-'));
  const output = join(temporary, 'causal_kernels.node');
  try {
    // Clang for arm64 took -mcpu before it took -march=native.
    for (const tuning of ['-march=native', '-mcpu=native']) {
      const args = [...flags, tuning, files.source, '-o', output];
      const result = await runCommand(compiler, args, { timeoutMs: buildLimitMs });
      if (result.status !== 0 || !existsSync(output)) {
        const reason = result.timedOut ? 'the compiler took too long' : lastLine(result.output);
        if (tuning === '-march=native' && /march/.test(result.output)) continue;
        return reason;
      }
      const checked = await runCommand(process.execPath, ['-e', check, target.folder, output], {
        cwd: target.folder,
        env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2', CUDA_VISIBLE_DEVICES: '' },
        timeoutMs: checkLimitMs,
      });
      if (checked.status !== 0) return `they do not work: ${lastLine(checked.output)}`;
      renameSync(output, files.addon);
      return '';
    }
    return 'the compiler knows no way to tune for this processor';
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * Compiles the native training kernels for this processor and checks them, unless that was done before. Nothing depends
 * on them: without them the kernels of TensorFlow are used.
 *
 * @param {NativePackage} target - A package whose addon works, to check them with.
 * @param {KernelOptions} options - Where and how.
 * @returns {Promise<string>} One line for the user; never rejects.
 */
export async function ensureKernels(target, options) {
  const { force = false, cache = cacheFolder(), compiler = findTools().compiler, say } = options;
  try {
    const files = kernelFiles(cache);
    const mark = compilerMark(compiler);
    const present = force ? undefined : presentLine(files, mark);
    if (present !== undefined) return present;
    if (compiler === '') {
      return existsSync(files.addon)
        ? 'native kernels: in place'
        : 'native kernels not built: needs g++, not found in PATH';
    }
    mkdirSync(files.folder, { recursive: true });
    return await withLock(
      lockFileFor(cache, files.folder),
      async () => {
        const made = force ? undefined : presentLine(files, mark);
        if (made !== undefined) return made;
        say('compiling the native kernels for this processor');
        const problem = await compile(target, files, compiler);
        const temporary = `${files.record}.${process.pid}`;
        writeFileSync(temporary, `${JSON.stringify({ compiler: mark, problem }, null, 2)}\n`);
        renameSync(temporary, files.record);
        return problem === '' ? 'native kernels: built' : `native kernels not built: ${problem}`;
      },
      { onWait: () => say('waiting for another process that compiles the native kernels') },
    );
  } catch (error) {
    return `native kernels not built: ${error instanceof Error ? error.message : String(error)}`;
  }
}
