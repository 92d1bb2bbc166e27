import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Where the code of a run came from. */
export interface Provenance {
  /** The commit of the working tree; `unknown` where there is no git or no repository. */
  readonly commit: string;
  /** Whether tracked files differed from it. */
  readonly dirty: boolean;
}

/**
 * @param repositoryRoot - The root of the repository.
 * @returns Its commit, and whether it was changed since.
 */
export async function readProvenance(repositoryRoot: string): Promise<Provenance> {
  const git = async (...args: string[]): Promise<string> =>
    (await execute('git', ['-C', repositoryRoot, ...args], { timeout: 10_000 })).stdout.trim();
  try {
    const commit = await git('rev-parse', '--verify', 'HEAD');
    const changes = await git('status', '--porcelain', '--untracked-files=no');
    return { commit, dirty: changes !== '' };
  } catch {
    return { commit: 'unknown', dirty: false };
  }
}

/**
 * @param provenance - Where code came from.
 * @returns Such as `1a2b3c4d5e (changed)`.
 */
export function showCommit({ commit, dirty }: Provenance): string {
  return `${commit === 'unknown' ? commit : commit.slice(0, 10)}${dirty ? ' (changed)' : ''}`;
}

/**
 * @param commandLine - What was typed.
 * @returns It as a shell reads it, with the program's own name.
 */
export function showCommand(commandLine: readonly string[]): string {
  const words = commandLine.map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`,
  );
  return ['npm run lab --', ...words].join(' ');
}

/**
 * @param repositoryRoot - The root of the repository.
 * @returns What `--version` prints.
 */
export async function versionText(repositoryRoot: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const { version } = require('../../package.json') as { version: string };
  const commit = showCommit(await readProvenance(repositoryRoot));
  return `causal-mechanisms lab ${version}, commit ${commit}, Node ${process.versions.node}`;
}
