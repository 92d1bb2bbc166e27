import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { NativeError } from '../nativeError.mjs';
import { lastLine, runCommand } from '../runCommand.mjs';

/**
 * @typedef {import('../findPackage.mjs').NativePackage} NativePackage
 *
 * @typedef {object} BuildInput
 * @property {string} tensorflow - Folder that holds the two libraries and `include/`.
 * @property {string} compiler - Path of the C++ compiler.
 * @property {string} headers - Folder that holds `node_api.h`.
 */

const buildLimitMs = 10 * 60_000;

/**
 * The two libraries in an unpacked wheel.
 *
 * @param {string} tensorflow - Folder of the wheel's `tensorflow` package.
 * @returns {{ main: string, framework: string }} Their paths.
 * @throws {NativeError} `ERR_NATIVE_PACKAGE` when one, or the headers, are not there.
 */
export function findLibraries(tensorflow) {
  const [mainName, frameworkName] =
    process.platform === 'darwin'
      ? ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib']
      : ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
  const header = join('include', 'tensorflow', 'c', 'eager', 'c_api.h');
  for (const name of [mainName, frameworkName, header]) {
    if (!existsSync(join(tensorflow, name))) {
      throw new NativeError('ERR_NATIVE_PACKAGE', `${tensorflow} has no ${name}`);
    }
  }
  return { main: join(tensorflow, mainName), framework: join(tensorflow, frameworkName) };
}

/**
 * Arguments of the compiler: what `binding.gyp` and node-gyp would pass, in one call.
 *
 * @param {NativePackage} target - The package whose `binding/` is built.
 * @param {BuildInput} input - Library, compiler, headers.
 * @param {string} output - The addon to write.
 * @returns {string[]} The arguments.
 */
export function compilerArguments(target, input, output) {
  const { main, framework } = findLibraries(input.tensorflow);
  const napi = /napi-v(\d+)/.exec(target.addon)?.[1] ?? '8';
  const darwin = process.platform === 'darwin';
  const origin = darwin ? '@loader_path/../../deps/lib' : '$ORIGIN/../../deps/lib';
  // The real folder comes first: from there the library finds the CUDA libraries beside it. The
  // separator of run paths cannot be written in one; then the links in deps/lib must do.
  const runPaths = input.tensorflow.includes(':') ? [origin] : [input.tensorflow, origin];
  const sources = readdirSync(join(target.folder, 'binding')).filter((name) =>
    name.endsWith('.cc'),
  );
  return [
    ...['-O2', '-fPIC', '-std=gnu++17', '-fno-exceptions', '-fno-rtti', '-w'],
    ...(darwin ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']),
    ...[
      `-DNAPI_VERSION=${napi}`,
      '-DNODE_GYP_MODULE_NAME=tfjs_binding',
      '-DBUILDING_NODE_EXTENSION',
    ],
    ...['-I', input.headers, '-I', join(input.tensorflow, 'include'), '-I', dirname(target.folder)],
    ...sources.sort().map((name) => join(target.folder, 'binding', name)),
    ...[main, framework],
    ...runPaths.flatMap((path) => ['-Xlinker', '-rpath', '-Xlinker', path]),
    // A function that this TensorFlow lacks must show when the addon loads, not in mid-training.
    ...(darwin ? [] : ['-Xlinker', '-z', '-Xlinker', 'now']),
    ...['-o', output],
  ];
}

/**
 * The links that the package's own scripts and loaders look for in `deps/`.
 *
 * @param {NativePackage} target - The package.
 * @param {string} tensorflow - Folder that holds the libraries.
 * @param {string} deps - An empty folder to fill.
 */
function layOutDeps(target, tensorflow, deps) {
  const { main, framework } = findLibraries(tensorflow);
  const constants = join(target.folder, 'scripts', 'deps-constants.js');
  const pinned = existsSync(constants)
    ? /LIBTENSORFLOW_VERSION = '([\d.]+)'/.exec(readFileSync(constants, 'utf8'))?.[1]
    : undefined;
  mkdirSync(join(deps, 'lib'), { recursive: true });
  symlinkSync(join(tensorflow, 'include'), join(deps, 'include'));
  for (const [library, stem] of /** @type {const} */ ([
    [main, 'libtensorflow'],
    [framework, 'libtensorflow_framework'],
  ])) {
    // With the pinned name in place, a later `npm rebuild` downloads nothing.
    const names = new Set([
      basename(library),
      ...(process.platform === 'darwin'
        ? [`${stem}.dylib`, `${stem}.2.dylib`]
        : [
            `${stem}.so`,
            `${stem}.so.2`,
            ...(pinned === undefined ? [] : [`${stem}.so.${pinned}`]),
          ]),
    ]);
    for (const name of names) symlinkSync(library, join(deps, 'lib', name));
  }
}

/**
 * Compiles the addon of a package against an unpacked TensorFlow and puts it in place. Whatever
 * was there before stays until the new one is complete.
 *
 * @param {NativePackage} target - The package.
 * @param {BuildInput} input - Library, compiler, headers.
 * @returns {Promise<void>}
 * @throws {NativeError} `ERR_NATIVE_BUILD` when the compiler fails.
 */
export async function buildAddon(target, input) {
  const temporary = mkdtempSync(join(target.folder, '.linking-'));
  try {
    const output = join(temporary, 'tfjs_binding.node');
    const args = compilerArguments(target, input, output);
    const result = await runCommand(input.compiler, args, { timeoutMs: buildLimitMs });
    if (result.status !== 0 || !existsSync(output)) {
      const reason = result.timedOut ? 'took too long' : lastLine(result.output);
      throw new NativeError('ERR_NATIVE_BUILD', `the addon could not be compiled: ${reason}`, {
        detail: result.output,
      });
    }
    const deps = join(temporary, 'deps');
    layOutDeps(target, input.tensorflow, deps);
    const old = join(target.folder, 'deps');
    if (existsSync(old)) renameSync(old, join(temporary, 'old-deps'));
    renameSync(deps, old);
    mkdirSync(dirname(target.addon), { recursive: true });
    renameSync(output, target.addon);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
