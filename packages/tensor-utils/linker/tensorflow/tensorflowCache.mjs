import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { cudaRequirements } from './chooseWheel.mjs';
import { downloadWheel } from './downloadWheel.mjs';
import { hashFile } from './hashFile.mjs';
import { withLock } from '../folderLock.mjs';
import { NativeError } from '../nativeError.mjs';
import { isCudaFile, isTensorflowFile, unpackWheel } from './unpackWheel.mjs';

/**
 * @typedef {import('./chooseWheel.mjs').WheelChoice} WheelChoice
 * @typedef {import('./unpackWheel.mjs').UnpackedFile} UnpackedFile
 *
 * @typedef {object} Manifest
 * @property {1} format - Version of this record.
 * @property {string} project - Name on the Python package index.
 * @property {string} version - TensorFlow release.
 * @property {boolean} cuda - Whether the CUDA libraries lie beside it.
 * @property {readonly { name: string, sha256: string }[]} wheels - The wheels that were unpacked.
 * @property {readonly UnpackedFile[]} libraries - The two TensorFlow libraries.
 *
 * @typedef {object} UnpackedTensorflow
 * @property {string} folder - The folder that holds `tensorflow/`.
 * @property {string} version - TensorFlow release, or 'unknown'.
 * @property {boolean} cuda - Whether the CUDA libraries lie beside it.
 */

const manifestName = 'manifest.json';
const temporaryPrefix = 'unfinished-';

/**
 * @param {string} store - Folder of unpacked wheels.
 * @returns {{ folder: string, manifest: Manifest }[]} The finished ones, newest release first.
 */
function listUnpacked(store) {
  if (!existsSync(store)) return [];
  const found = [];
  for (const name of readdirSync(store)) {
    const folder = join(store, name);
    try {
      /** @type {Manifest} */
      const manifest = JSON.parse(readFileSync(join(folder, manifestName), 'utf8'));
      if (manifest.format === 1 && manifest.libraries.length > 0) found.push({ folder, manifest });
    } catch {
      // Not finished, or not ours: never used.
    }
  }
  return found.sort((a, b) =>
    b.manifest.version.localeCompare(a.manifest.version, 'en', { numeric: true }),
  );
}

/**
 * Finds an unpacked TensorFlow in the cache, without any check of its content.
 *
 * @param {string} cache - The cache folder.
 * @param {readonly WheelChoice[]} choices - Acceptable wheels, best first.
 * @returns {{ folder: string, manifest: Manifest } | undefined} The best one.
 */
export function findUnpacked(cache, choices) {
  const all = listUnpacked(storeOf(cache));
  for (const { project, cuda } of choices) {
    const found = all.find(({ manifest: m }) => m.project === project && m.cuda === cuda);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * @param {string} cache - The cache folder.
 * @returns {string} Where unpacked wheels of this platform lie (the home may be shared).
 */
function storeOf(cache) {
  return join(cache, 'tensorflow', `${process.platform}-${process.arch}`);
}

/**
 * Checks the libraries of an unpacked wheel against the hashes that were recorded.
 *
 * @param {string} folder - Folder of an unpacked wheel.
 * @param {Manifest} manifest - Its record.
 * @returns {Promise<boolean>} Whether they are intact.
 */
async function isIntact(folder, manifest) {
  for (const { path, size, sha256 } of manifest.libraries) {
    const file = join(folder, path);
    if (!existsSync(file) || statSync(file).size !== size) return false;
    if ((await hashFile(file)) !== sha256) return false;
  }
  return true;
}

/**
 * Gives an unpacked TensorFlow from the cache, downloading it once when it is not there. Several
 * processes may ask at once: one works, the others wait.
 *
 * @param {string} cache - The cache folder.
 * @param {readonly WheelChoice[]} choices - Acceptable wheels, best first.
 * @param {{ python: string, say: (line: string) => void }} options - Path of python3; where to
 *   report.
 * @returns {Promise<UnpackedTensorflow>} Where it lies.
 * @throws {NativeError} When it cannot be had.
 */
export function obtainTensorflow(cache, choices, options) {
  const { python, say } = options;
  const store = storeOf(cache);
  mkdirSync(store, { recursive: true });
  return withLock(
    join(cache, 'locks', 'tensorflow.lock'),
    async () => {
      const cached = findUnpacked(cache, choices);
      if (cached !== undefined) {
        if (await isIntact(cached.folder, cached.manifest)) return describe(cached);
        say(`the cached TensorFlow in ${cached.folder} is damaged, getting it again`);
        rmSync(cached.folder, { recursive: true, force: true });
      }
      // Left by processes that were killed: while this lock is held nobody works on them.
      for (const name of readdirSync(store)) {
        if (name.startsWith(temporaryPrefix)) {
          rmSync(join(store, name), { recursive: true, force: true });
        }
      }
      return fetchFirst(store, choices, python, say);
    },
    { onWait: () => say('waiting for another process that gets TensorFlow') },
  );
}

/**
 * @param {{ folder: string, manifest: Manifest }} found - An unpacked wheel.
 * @returns {UnpackedTensorflow} The same for callers.
 */
function describe({ folder, manifest }) {
  return { folder, version: manifest.version, cuda: manifest.cuda };
}

/**
 * @param {string} store - Folder of unpacked wheels.
 * @param {readonly WheelChoice[]} choices - Acceptable wheels, best first.
 * @param {string} python - Path of python3.
 * @param {(line: string) => void} say - Where to report.
 * @returns {Promise<UnpackedTensorflow>} The first that could be had.
 */
async function fetchFirst(store, choices, python, say) {
  const failures = [];
  for (const choice of choices) {
    const temporary = mkdtempSync(join(store, temporaryPrefix));
    try {
      return await fetchWheel(store, temporary, choice, python, say);
    } catch (error) {
      failures.push(error);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  }
  throw failures[0];
}

/**
 * @param {string} store - Folder of unpacked wheels.
 * @param {string} temporary - Folder of this attempt, on the same file system.
 * @param {WheelChoice} choice - What to get.
 * @param {string} python - Path of python3.
 * @param {(line: string) => void} say - Where to report.
 * @returns {Promise<UnpackedTensorflow>} The published folder.
 */
async function fetchWheel(store, temporary, choice, python, say) {
  const { project, cuda, requests } = choice;
  say(`getting TensorFlow with pip (${requests[0]?.requirement ?? project}, once per user)`);
  const wheel = await downloadWheel(python, requests, join(temporary, 'download'));
  const content = join(temporary, 'content');
  mkdirSync(content);
  const files = await unpackWheel(wheel, content, { python, isWanted: isTensorflowFile });
  const libraries = files.filter(({ path }) => /^tensorflow\/libtensorflow_/.test(path));
  if (libraries.length !== 2) {
    throw new NativeError('ERR_NATIVE_ARCHIVE', `${basename(wheel)} holds no TensorFlow library`);
  }
  const wheels = [{ name: basename(wheel), sha256: await hashFile(wheel) }];
  rmSync(wheel);
  if (cuda) {
    const metadata = files.find(({ path }) => path.endsWith('.dist-info/METADATA'))?.path ?? '';
    for (const requirement of cudaRequirements(readFileSync(join(content, metadata), 'utf8'))) {
      say(`getting ${requirement}`);
      const request = { requirement, python: requests[0]?.python ?? '3.11' };
      const part = await downloadWheel(python, [request], join(temporary, 'download'));
      await unpackWheel(part, content, { python, isWanted: isCudaFile });
      wheels.push({ name: basename(part), sha256: await hashFile(part) });
      rmSync(part);
    }
  }
  const version = basename(wheel).split('-')[1] ?? 'unknown';
  /** @type {Manifest} */
  const manifest = { format: 1, project, version, cuda, wheels, libraries };
  writeFileSync(join(content, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  const folder = join(store, `${basename(wheel, '.whl')}${cuda ? '-cuda' : ''}`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(content, folder);
  return { folder, version, cuda };
}
