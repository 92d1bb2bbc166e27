import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NativeError } from '../nativeError.mjs';
import { lastLine, runCommand } from '../runCommand.mjs';

/**
 * @typedef {object} WheelEntry
 * @property {string} name - Path inside the archive, with forward slashes.
 * @property {number} size - Bytes once unpacked, as announced.
 * @property {number} mode - Unix mode.
 */

// No entry unpacks to more than it announces: zipfile reads that many bytes, and then checks their CRC.
const script = `
import json, os, shutil, sys, zipfile
action, wheel, note = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    if action == 'list':
        entries = [
            {'name': each.orig_filename, 'size': each.file_size, 'mode': each.external_attr >> 16}
            for each in archive.infolist()
        ]
        with open(note, 'w') as file:
            json.dump(entries, file)
    else:
        with open(note) as file:
            wanted = json.load(file)
        for each in wanted:
            with archive.open(each['name']) as source, open(each['target'], 'xb') as sink:
                shutil.copyfileobj(source, sink, 1 << 20)
            os.chmod(each['target'], 0o755 if each['mode'] & 0o111 else 0o644)
`;

const limitMs = 15 * 60_000;

/**
 * Runs the script.
 *
 * @param {string} python - Path of python3.
 * @param {'list' | 'unpack'} action - What to do.
 * @param {string} wheel - Path of the archive.
 * @returns {Promise<void>} When it is done.
 * @throws {NativeError} `ERR_NATIVE_ARCHIVE` with what zipfile says.
 */
async function runZipfile(python, action, wheel) {
  // Isolated: no module of the current folder may stand in for one of Python's.
  const args = ['-I', '-c', script, action, wheel, noteOf(wheel)];
  const { status, timedOut, output } = await runCommand(python, args, { timeoutMs: limitMs });
  if (status === 0) return;
  const reason = timedOut ? 'took too long to unpack' : lastLine(output);
  throw new NativeError('ERR_NATIVE_ARCHIVE', `${wheel}: ${reason}`, { detail: output });
}

/**
 * @param {string} wheel - Path of an archive.
 * @returns {string} The file beside it by which the script is told and tells: lists are too long for arguments.
 */
function noteOf(wheel) {
  return `${wheel}.entries.json`;
}

/**
 * Refuses names that could be written outside of the target folder.
 *
 * @param {string} name - Path inside an archive.
 * @returns {boolean} Whether it is a plain relative path.
 */
export function isSafeName(name) {
  if (name === '' || name.includes('\\') || name.includes('\0') || name.includes(':')) return false;
  return !name.startsWith('/') && !name.split('/').includes('..');
}

/**
 * Lists a wheel with Python's zipfile, and refuses a hostile one as a whole.
 *
 * @param {string} python - Path of python3.
 * @param {string} wheel - Path of the wheel, in a folder that can be written to.
 * @returns {Promise<WheelEntry[]>} Every entry, folders included (their names end in `/`).
 * @throws {NativeError} `ERR_NATIVE_ARCHIVE` when it is damaged or hostile.
 */
export async function listWheel(python, wheel) {
  try {
    await runZipfile(python, 'list', wheel);
    /** @type {WheelEntry[]} */
    const entries = JSON.parse(readFileSync(noteOf(wheel), 'utf8'));
    checkEntries(wheel, entries);
    return entries;
  } finally {
    rmSync(noteOf(wheel), { force: true });
  }
}

/**
 * @param {string} wheel - File name, for messages.
 * @param {readonly WheelEntry[]} entries - All of its entries.
 * @throws {NativeError} `ERR_NATIVE_ARCHIVE` for names that lead out of a folder or occur twice, and for links.
 */
function checkEntries(wheel, entries) {
  const names = new Set();
  for (const { name, mode } of entries) {
    const isLink = (mode & 0o170000) === 0o120000;
    const problem = !isSafeName(name)
      ? `hostile name ${JSON.stringify(name)}`
      : names.has(name)
        ? `${name} occurs twice`
        : isLink
          ? `${name} is a link`
          : '';
    if (problem !== '')
      throw new NativeError('ERR_NATIVE_ARCHIVE', `${wheel}: refused: ${problem}`);
    names.add(name);
  }
}

/**
 * Unpacks entries with Python's zipfile, as streams: libraries of a gigabyte need little memory.
 *
 * @param {string} python - Path of python3.
 * @param {string} wheel - Path of the wheel, in a folder that can be written to.
 * @param {readonly WheelEntry[]} entries - Some of those that {@link listWheel} gave.
 * @param {string} folder - Where to put them; files that are there already are an error.
 * @returns {Promise<void>} When all are there.
 * @throws {NativeError} `ERR_NATIVE_ARCHIVE` when one cannot be unpacked.
 */
export async function unpackEntries(python, wheel, entries, folder) {
  const wanted = entries.map(({ name, mode }) => ({
    name,
    mode,
    target: join(folder, ...name.split('/')),
  }));
  for (const parent of new Set(wanted.map(({ target }) => dirname(target)))) {
    mkdirSync(parent, { recursive: true });
  }
  try {
    writeFileSync(noteOf(wheel), JSON.stringify(wanted));
    await runZipfile(python, 'unpack', wheel);
  } finally {
    rmSync(noteOf(wheel), { force: true });
  }
}
