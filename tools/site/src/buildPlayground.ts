import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Builds the playground by its own Vite into `tools/playground/dist`, where there is a playground.
 *
 * @param root - Of the repository.
 * @returns Whether it is built, or there is none.
 */
export function buildPlayground(root: string): boolean {
  const folder = join(root, 'tools/playground');
  if (!existsSync(join(folder, 'vite.config.mjs'))) return true;
  const { status } = spawnSync('npx', ['--no-install', 'vite', 'build', '--logLevel', 'warn'], {
    cwd: folder,
    stdio: 'inherit',
  });
  return status === 0;
}
