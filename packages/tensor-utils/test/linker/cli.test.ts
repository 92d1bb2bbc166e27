import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './temporaryFolder.ts';

const cli = fileURLToPath(new URL('../../linker/cli.mjs', import.meta.url));

describe('causal-mechanisms-native', () => {
  const folder = temporaryFolder();
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [cli, ...args], {
      cwd: folder(),
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: join(folder(), 'cache'), PATH: '' },
    });

  function installPackage(): void {
    const path = join(folder(), 'node_modules', '@tensorflow', 'tfjs-node');
    mkdirSync(path, { recursive: true });
    const content = { name: '@tensorflow/tfjs-node', version: '4.22.0' };
    writeFileSync(join(path, 'package.json'), JSON.stringify(content));
  }

  it('prints its help', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--dry-run');
  });

  it.each([['--bogus'], ['stray'], ['--wheel']])('ends with 2 for the bad usage %s', (argument) => {
    const { status, stderr } = run(argument);
    expect(status).toBe(2);
    expect(stderr).toContain('causal-mechanisms-native:');
  });

  it('ends with 1 and one line when no package is installed', () => {
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^causal-mechanisms-native: @tensorflow\/tfjs-node is not installed.*\n$/,
    );
  });

  it('says in a dry run what is missing and changes nothing', () => {
    installPackage();
    const { status, stdout } = run('--dry-run');
    expect(stdout).toContain('missing: python3 with pip, g++');
    expect(stdout).toContain('to be downloaded');
    expect(status).toBe(0);
  });

  it('ends with 1 and one line when tools are missing', () => {
    installPackage();
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toBe(
      'causal-mechanisms-native: needs python3 with pip and g++, not found in PATH\n',
    );
  });
});
