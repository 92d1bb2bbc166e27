import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The root of the checkout. */
export const REPOSITORY = resolve(fileURLToPath(import.meta.url), '../../../../..');

const requireHere = createRequire(import.meta.url);

/**
 * The project with our packages installed from their tarballs; made once per run by `consumer/globalSetup.mjs`.
 *
 * @returns Its folder.
 */
export function consumerFolder(): string {
  const { CONSUMER_ERROR: problem, CONSUMER_FOLDER: folder } = process.env;
  if (problem !== undefined) throw new Error(problem);
  if (folder === undefined)
    throw new Error('CONSUMER_FOLDER is not set: was the global set-up run?');
  return folder;
}

/** What a process left behind. */
export interface Finished {
  /** The exit code, or the signal that ended it. */
  readonly ended: number | string;
  /** Its standard output. */
  readonly stdout: string;
  /** Its error output. */
  readonly stderr: string;
}

/**
 * Runs a program in the consumer, to its end.
 *
 * @param file - The executable.
 * @param args - Its arguments.
 * @param environment - Variables to set besides those of this process.
 * @returns What it left behind; a failure is not thrown.
 */
export function runInConsumer(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return runIn(consumerFolder(), file, args, environment);
}

/**
 * Runs a program to its end.
 *
 * @param cwd - The folder to run it in.
 * @param file - The executable.
 * @param args - Its arguments.
 * @param environment - Variables to set besides those of this process.
 * @returns What it left behind; a failure is not thrown.
 */
export function runIn(
  cwd: string,
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Finished> {
  const options = { cwd, env: { ...plainEnvironment(), ...environment }, maxBuffer: 2 ** 26 };
  return new Promise((done) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      const ended = error === null ? 0 : (error.code ?? error.signal ?? error.message);
      done({ ended, stdout, stderr });
    });
  });
}

/**
 * Runs Node in the consumer, without any of the options under which this process runs.
 *
 * @param args - Arguments of `node`.
 * @param environment - Variables to set besides those of this process.
 * @returns What it left behind.
 */
export function nodeInConsumer(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return runInConsumer(process.execPath, args, environment);
}

/** The arguments that make Node run TypeScript, for `nodeInConsumer`. */
export const TYPESCRIPT_NODE: readonly string[] = [
  `--import=${pathToFileURL(requireHere.resolve('tsx')).href}`,
];

/** The TypeScript compiler's program. */
export const TSC = requireHere.resolve('typescript/bin/tsc');

/** The program of esbuild: a dependency of tsx, which the checkout has. */
export const ESBUILD = join(
  dirname(createRequire(requireHere.resolve('tsx')).resolve('esbuild/package.json')),
  'bin/esbuild',
);

/** @returns The environment without what the test runner put there for itself. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const runners = ['NODE_OPTIONS', 'NODE_ENV', 'JEST_WORKER_ID', 'FORCE_COLOR'];
  const rest = Object.entries(process.env).filter(([name]) => !runners.includes(name));
  return { TF_CPP_MIN_LOG_LEVEL: '2', ...Object.fromEntries(rest) };
}
