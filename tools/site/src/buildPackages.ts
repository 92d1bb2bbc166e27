import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Builds the packages: TypeDoc reads what one of them takes from another one as that was built, and would show old types, or none in a new checkout.
 *
 * @param root - Of the repository.
 * @returns Whether they are built.
 */
export function buildPackages(root: string): boolean {
  const configs = readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}/tsconfig.lib.json`)
    .filter((config) => existsSync(join(root, config)));
  const { status } = spawnSync('npx', ['--no-install', 'tsc', '--build', ...configs], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}
