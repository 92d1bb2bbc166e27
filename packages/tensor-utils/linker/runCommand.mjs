import { spawn } from 'node:child_process';

const keptOutput = 64 * 1024;

/**
 * @typedef {object} CommandResult
 * @property {number | null} status - The exit status, or null when it was killed or never started.
 * @property {boolean} timedOut - Whether it ran past its time.
 * @property {string} stdout - The end of its standard output.
 * @property {string} output - The end of its standard output and error together.
 */

/**
 * Runs a command without a shell; never rejects, so that every failure is read from the result.
 *
 * @param {string} command - The program.
 * @param {readonly string[]} args - Its arguments.
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options] - Folder,
 *   environment (default: this process's) and time limit (default: none).
 * @returns {Promise<CommandResult>} How it ended.
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that a time-out also ends what the command has started.
    const grouped = process.platform !== 'win32';
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: grouped,
    });
    let stdout = '';
    let output = '';
    let timedOut = false;
    const stop = () => {
      try {
        if (grouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It has ended by itself in the meantime.
      }
    };
    const interrupted = () => {
      stop();
      process.exit(130);
    };
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            stop();
          }, options.timeoutMs);
    /** @param {number | null} status */
    const finish = (status) => {
      clearTimeout(timer);
      process.removeListener('SIGINT', interrupted);
      process.removeListener('SIGTERM', interrupted);
      resolve({ status, timedOut, stdout, output });
    };
    child.stdout.on('data', (chunk) => {
      stdout = (stdout + String(chunk)).slice(-keptOutput);
      output = (output + String(chunk)).slice(-keptOutput);
    });
    child.stderr.on('data', (chunk) => {
      output = (output + String(chunk)).slice(-keptOutput);
    });
    child.on('error', (error) => {
      output += error.message;
      finish(null);
    });
    child.on('close', finish);
  });
}

const longestLine = 200;

/**
 * The line of a command's output that says most, for one-line messages: the first error of a compiler, since the others
 * follow from it, with the name of the file instead of its path; else the last line about an error; else the last.
 *
 * @param {string} output - Output of a command.
 * @returns {string} The line, cut between words near 200 characters with "..." after it; 'no output' when there is none.
 */
export function lastLine(output) {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const compiled = lines.find((line) => /:\d+(:\d+)?: (fatal )?error: /.test(line));
  const errors = lines.filter((line) => /\berror\b/i.test(line));
  const line = compiled?.replace(/^\S*[\\/](?=[^\\/]+?:\d)/, '');
  return shortened(line ?? errors.at(-1) ?? lines.at(-1) ?? 'no output');
}

/**
 * @param {string} line - Any line.
 * @returns {string} The same, or its beginning when it is long.
 */
function shortened(line) {
  if (line.length <= longestLine) return line;
  const start = line.slice(0, longestLine - 4);
  const end = start.lastIndexOf(' ');
  return `${end > longestLine / 2 ? start.slice(0, end) : start} ...`;
}
